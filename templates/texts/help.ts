/** The sentences of the help page, and of the town's opening hours. */
export const helpTexts = {
  fr: {
    'layout.help': 'Aide',
    'hours.title': 'Horaires',
    'help.title': 'Aide',
    'help.lead': 'Comment faire une demande, la suivre, envoyer un document, et qui appeler.',
    'help.askTitle': 'Faire une demande',
    'help.ask1': 'Choisissez une démarche, répondez aux questions, envoyez. Il n’y a pas besoin de compte.',
    'help.ask2':
      'La page suivante donne une référence et un code de suivi. Notez-les. Si vous avez donné une adresse de courriel, vous les recevez aussi par courriel.',
    'help.ask3':
      'Vous n’avez pas de courriel ? Laissez la case vide, et donnez un téléphone ou une adresse postale : nous répondrons par là.',
    'help.followTitle': 'Suivre une demande',
    'help.follow1': 'Ouvrez « Suivre une demande ». Tapez la référence et le code de suivi.',
    'help.follow2':
      'La page dit où en est la demande, qui doit agir, et pour quand la réponse est attendue. Vous pouvez y écrire au service.',
    'help.codesTitle': 'La référence et le code de suivi',
    'help.codes1':
      'La référence est le numéro de la demande, par exemple 2026-004217. Donnez-la quand vous appelez ou écrivez. Seule, elle n’ouvre rien.',
    'help.codes2':
      'Le code de suivi ouvre la demande à qui le connaît. Gardez-le pour vous. Nous ne le demandons jamais par téléphone.',
    'help.codes3':
      'Vous avez perdu le code ? Il est dans le courriel « Demande reçue ». Sinon, appelez le service, ou venez avec une pièce d’identité.',
    'help.documentsTitle': 'Envoyer un document',
    'help.documents1':
      'Sur la page de suivi, choisissez le document demandé, puis votre fichier : un PDF ou une photo, {size} au plus.',
    'help.documents2': 'Une photo prise avec un téléphone suffit, si tout se lit.',
    'help.documents3': 'Par courrier : imprimez la lettre de la page de suivi et joignez une copie. Gardez l’original.',
    'help.offlineTitle': 'Sans internet',
    'help.offline1':
      'Tout ce qui se fait ici se fait aussi au guichet, par téléphone ou par courrier. Un agent remplit la demande avec vous.',
    'help.offline2':
      'La demande est traitée de la même façon et dans le même délai. Vous en recevez aussi la référence.',
    'help.callTitle': 'Qui appeler, et quand',
    'help.call': 'Appelez ou venez à ces heures :',
    'help.services': 'Le numéro de chaque service',
    'help.emergency':
      'En cas de danger, n’attendez pas la mairie : appelez le 112. Si vous entendez mal, envoyez un SMS au 114.',
    'help.rightsTitle': 'Vos droits',
    'error.helpPage': 'Lire l’aide',
  },
  en: {
    'layout.help': 'Help',
    'hours.title': 'Opening hours',
    'help.title': 'Help',
    'help.lead': 'How to make a request, follow it, send a document, and whom to call.',
    'help.askTitle': 'Make a request',
    'help.ask1': 'Choose a service, answer the questions, send. You need no account.',
    'help.ask2':
      'The next page gives a reference and a tracking code. Write them down. If you gave an email address, you get them by email too.',
    'help.ask3':
      'You have no email? Leave the field empty, and give a telephone number or a postal address: we will answer there.',
    'help.followTitle': 'Follow a request',
    'help.follow1': 'Open “Follow a request”. Type the reference and the tracking code.',
    'help.follow2':
      'The page says where the request stands, who has to act, and when the answer is due. You can write to the service there.',
    'help.codesTitle': 'The reference and the tracking code',
    'help.codes1':
      'The reference is the number of the request, for example 2026-004217. Give it when you call or write. Alone it opens nothing.',
    'help.codes2':
      'The tracking code opens the request to whoever knows it. Keep it to yourself. We never ask for it on the telephone.',
    'help.codes3':
      'Have you lost the code? It is in the email “Request received”. Otherwise call the service, or come with an identity document.',
    'help.documentsTitle': 'Send a document',
    'help.documents1':
      'On the follow-up page, choose the document that is asked for, then your file: a PDF or a photo, {size} at most.',
    'help.documents2': 'A photo taken with a telephone will do, if everything can be read.',
    'help.documents3': 'By post: print the letter of the follow-up page and enclose a copy. Keep the original.',
    'help.offlineTitle': 'Without the internet',
    'help.offline1':
      'Whatever is done here can also be done at the counter, by telephone or by post. An agent fills in the request with you.',
    'help.offline2': 'The request is dealt with in the same way and the same time. You get its reference too.',
    'help.callTitle': 'Whom to call, and when',
    'help.call': 'Call or come at these hours:',
    'help.services': 'The number of each service',
    'help.emergency':
      'In case of danger do not wait for the town hall: call 112. If you do not hear well, send a text message to 114.',
    'help.rightsTitle': 'Your rights',
    'error.helpPage': 'Read the help page',
  },
} as const;
