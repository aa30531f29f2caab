/** The sentences of the letter that goes with paper copies, and what stands around the words of one that the town posts. */
export const letterTexts = {
  fr: {
    'letter.receivedOn': 'Demande reçue le {date}',
    'letter.reference': 'Référence de la demande : {reference}',
    'letter.barcodeAlt': 'Code-barres de la référence {reference}',
    'letter.purpose':
      'Madame, Monsieur, veuillez trouver ci-joint les documents qui accompagnent ma demande déposée en ligne.',
    'letter.answers': 'Ma demande',
    'letter.pieces': 'Documents à joindre (cochez ceux que vous envoyez)',
    'letter.copies': 'N’envoyez que des copies, et gardez les originaux.',
    'letter.signature': 'Date et signature',
    'posted.file': '{count} lettres à poster',
    'posted.demonstration': 'Démonstration : cette mairie n’existe pas.',
    'posted.byHand': 'Remise en main propre',
    'posted.date': 'Le {date}',
    'posted.subject': 'Objet :',
  },
  en: {
    'letter.receivedOn': 'Request received on {date}',
    'letter.reference': 'Reference of the request: {reference}',
    'letter.barcodeAlt': 'Barcode of the reference {reference}',
    'letter.purpose': 'Dear Sir or Madam, please find enclosed the documents that go with the request I made online.',
    'letter.answers': 'My request',
    'letter.pieces': 'Documents to enclose (tick those that you send)',
    'letter.copies': 'Send copies only, and keep the originals.',
    'letter.signature': 'Date and signature',
    'posted.file': '{count} letters to post',
    'posted.demonstration': 'Demonstration: this town hall does not exist.',
    'posted.byHand': 'By hand',
    'posted.date': '{date}',
    'posted.subject': 'Subject:',
  },
} as const;
