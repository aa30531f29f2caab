/** What the law adds to the accessibility statement, the personal-data page and the legal notices. */
export const legalTexts = {
  fr: {
    'accessibility.scope': 'Elle s’applique au site {url}, pages des usagers et pages des agents.',
    'accessibility.plan': 'Schéma pluriannuel de mise en accessibilité et plan d’actions',
    'accessibility.noPlan':
      'Le schéma pluriannuel de mise en accessibilité et le plan d’actions de l’année ne sont pas encore publiés.',
    'accessibility.failuresTitle': 'Non-conformités',
    'accessibility.exemptionsTitle': 'Dérogations pour charge disproportionnée',
    'accessibility.exemptions': 'Aucune dérogation n’est invoquée.',
    'accessibility.outsideTitle': 'Contenus non soumis à l’obligation d’accessibilité',
    'accessibility.outside':
      'Les documents que les usagers envoient : ils sont montrés aux agents tels qu’ils ont été reçus.',
    'accessibility.statementTitle': 'Établissement de cette déclaration',
    'accessibility.statedOn': 'Cette déclaration a été établie le {date}.',
    'accessibility.environmentTitle': 'Environnement de test',
    'accessibility.environment':
      'Chromium, sans JavaScript, à 320 et à 1 200 pixels de large, et au clavier seul. Aucune vérification avec un lecteur d’écran n’a encore été faite.',
    'accessibility.toolsTitle': 'Outils',
    'accessibility.tools': 'axe-core (règles WCAG 2.2, niveaux A et AA) et Nu Html Checker.',
    'accessibility.sampleTitle': 'Pages vérifiées par ces outils',
    'accessibility.sample':
      'Accueil, démarches, formulaire, confirmation, suivi, avis, aide, accessibilité, données personnelles, mentions légales, connexion, liste de travail et demande, en français et en anglais.',
    'accessibility.within': 'Nous répondons en une semaine.',
    'personalData.purposesTitle': 'Pourquoi nous les utilisons',
    'personalData.purposes':
      'Traiter vos demandes, y répondre et garder la preuve de la réponse ; tenir des statistiques, où vous n’êtes pas nommé ; améliorer le service par les avis que vous donnez.',
    'personalData.mustGive':
      'Les réponses qui ne sont pas marquées « facultatif » sont nécessaires : sans elles, nous ne pouvons pas traiter la demande.',
    'personalData.automatic': 'Aucune décision n’est prise par un programme seul.',
    'personalData.typesTitle': 'Pour chaque démarche',
    'personalData.purpose': 'Finalité',
    'personalData.basis': 'Base légale',
    'personalData.recipients': 'Destinataires',
    'personalData.kept':
      'À la fin de la durée, les données sont effacées, ou versées aux archives publiques quand la loi le demande.',
    'personalData.officer': 'Délégué à la protection des données',
    'personalData.cookieName': 'Nom',
    'personalData.cookieUse': 'Sert à',
    'personalData.cookieTime': 'Durée',
    'legal.siret': 'SIRET : {siret}',
    'legal.rightsTitle': 'Données personnelles et accessibilité',
  },
  en: {
    'accessibility.scope': 'It applies to the site {url}, the pages of citizens and those of agents.',
    'accessibility.plan': 'Accessibility scheme over several years, and action plan',
    'accessibility.noPlan':
      'The accessibility scheme over several years and this year’s action plan are not published yet.',
    'accessibility.failuresTitle': 'What does not comply',
    'accessibility.exemptionsTitle': 'Exemptions for disproportionate burden',
    'accessibility.exemptions': 'No exemption is claimed.',
    'accessibility.outsideTitle': 'Content that the duty does not cover',
    'accessibility.outside': 'The documents that citizens send: agents see them as they were received.',
    'accessibility.statementTitle': 'How this statement was made',
    'accessibility.statedOn': 'This statement was made on {date}.',
    'accessibility.environmentTitle': 'Test environment',
    'accessibility.environment':
      'Chromium, without JavaScript, 320 and 1,200 pixels wide, and by keyboard alone. No check with a screen reader has been made yet.',
    'accessibility.toolsTitle': 'Tools',
    'accessibility.tools': 'axe-core (rules of WCAG 2.2, levels A and AA) and the Nu Html Checker.',
    'accessibility.sampleTitle': 'Pages checked by these tools',
    'accessibility.sample':
      'Home, services, form, confirmation, follow-up, survey, help, accessibility, personal data, legal notices, sign-in, worklist and request, in French and English.',
    'accessibility.within': 'We answer within one week.',
    'personalData.purposesTitle': 'Why we use them',
    'personalData.purposes':
      'To deal with your requests, to answer them and to keep evidence of the answer; to keep statistics, in which you are not named; to improve the service by what you say of it.',
    'personalData.mustGive':
      'The answers that are not marked “optional” are necessary: without them we cannot deal with the request.',
    'personalData.automatic': 'No decision is made by a program alone.',
    'personalData.typesTitle': 'For each procedure',
    'personalData.purpose': 'Purpose',
    'personalData.basis': 'Lawfulness',
    'personalData.recipients': 'Recipients',
    'personalData.kept':
      'At the end of that time the data are erased, or given to the public archives where the law asks for it.',
    'personalData.officer': 'Data protection officer',
    'personalData.cookieName': 'Name',
    'personalData.cookieUse': 'Serves to',
    'personalData.cookieTime': 'Kept for',
    'legal.siret': 'SIRET: {siret}',
    'legal.rightsTitle': 'Personal data and accessibility',
  },
} as const;
