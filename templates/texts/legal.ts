/** The accessibility statement, the personal-data page and the legal notices. */
export const legalTexts = {
  fr: {
    'accessibility.title': 'Déclaration d’accessibilité',
    'accessibility.commitment':
      '{town} s’engage à rendre ses services en ligne accessibles, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.',
    'accessibility.stateTitle': 'État de conformité',
    'accessibility.state':
      'Ce site n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1 : aucun audit n’a encore été fait.',
    'accessibility.testsTitle': 'Résultats des tests',
    'accessibility.tests':
      'Aucun audit de conformité en cours de validité. Des contrôles automatiques sont faits à chaque version.',
    'accessibility.contentTitle': 'Contenus non accessibles',
    'accessibility.content': 'Faute d’audit, aucune liste ne peut être donnée.',
    'accessibility.technologyTitle': 'Technologies utilisées',
    'accessibility.technology': 'HTML, CSS, SVG, PDF. Le site fonctionne sans JavaScript.',
    'accessibility.contactTitle': 'Retour d’information et contact',
    'accessibility.contact':
      'Si vous n’arrivez pas à accéder à un contenu ou à un service, écrivez-nous ou appelez-nous : nous vous proposerons une autre solution.',
    'accessibility.remedyTitle': 'Voies de recours',
    'accessibility.remedy':
      'Si notre réponse ne vous convient pas, vous pouvez saisir le Défenseur des droits : par son formulaire en ligne, auprès de son délégué dans votre région, ou par courrier gratuit, sans timbre, à « Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07 ».',

    'personalData.title': 'Données personnelles',
    'personalData.controllerTitle': 'Qui est responsable',
    'personalData.controller':
      '{town} est responsable du traitement. Elle utilise vos données pour traiter votre demande et pour vous répondre, dans le cadre de ses missions de service public.',
    'personalData.who':
      'Seuls les agents du service chargé de votre demande les voient. Elles ne sont ni vendues ni transmises à des fins commerciales.',
    'personalData.keptTitle': 'Combien de temps elles sont gardées',
    'personalData.law': 'Texte applicable',
    'personalData.retention': 'Durée',
    'personalData.rightsTitle': 'Vos droits',
    'personalData.rights':
      'Vous pouvez demander à consulter vos données, à les faire corriger, à en limiter l’usage ou, selon les cas, à les faire effacer ou à vous opposer à leur traitement. Écrivez au délégué à la protection des données, ou faites la demande en ligne.',
    'personalData.complaint':
      'Si vous estimez que vos droits ne sont pas respectés, vous pouvez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07.',
    'personalData.cookiesTitle': 'Cookies',
    'personalData.cookies':
      'Ce site ne dépose que les cookies que voici, nécessaires à son fonctionnement : votre accord n’est donc pas demandé. Il ne mesure pas votre navigation.',

    'legal.title': 'Mentions légales',
    'legal.publisherTitle': 'Éditeur du site',
    'legal.directorTitle': 'Direction de la publication',
    'legal.hostTitle': 'Hébergement',

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
    'legal.certificationTitle': 'Sécurité',
    'legal.certification':
      'Homologation de sécurité (référentiel général de sécurité) prononcée le {on} par {by}, valable jusqu’au {until}.',
    'legal.noCertification': 'L’homologation de sécurité (référentiel général de sécurité) n’est pas encore prononcée.',
    'accessibility.stateFull':
      'Ce site est totalement conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.',
    'accessibility.statePartial':
      'Ce site est partiellement conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1, en raison des non-conformités et des dérogations énumérées ci-dessous.',
    'accessibility.stateNone':
      'Ce site n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1, en raison des non-conformités énumérées ci-dessous.',
    'accessibility.audit':
      'L’audit de conformité fait le {on} par {by} révèle que {rate} des critères du RGAA sont respectés.',
    'accessibility.expired': 'Cet audit a plus de trois ans : il n’est plus valable, et le site est dit non conforme.',
    'accessibility.noFailures': 'L’audit n’a relevé aucune non-conformité.',
    'accessibility.message': 'Envoyer un message',
    'notice.lead': '{town} utilise ces données pour traiter votre demande et vous répondre. {purpose}',
    'notice.controller': 'Responsable du traitement',
    'notice.compulsory': 'Réponses obligatoires',
    'notice.automatic': 'Décision automatique',
    'notice.complaint': 'Réclamation',
    'terms.title': 'Modalités d’utilisation du téléservice',
    'terms.since': 'Version du {date} (code des relations entre le public et l’administration, article R. 112-9-2).',
    'terms.superseded': 'Cette version n’est plus en vigueur.',
    'terms.current': 'Voir la version en vigueur',
    'terms.types': 'Démarches concernées',
    'terms.versions': 'Toutes les versions',
  },
  en: {
    'accessibility.title': 'Accessibility statement',
    'accessibility.commitment':
      '{town} undertakes to make its online services accessible, under article 47 of French law no. 2005-102 of 11 February 2005.',
    'accessibility.stateTitle': 'State of compliance',
    'accessibility.state':
      'This site does not comply with the French accessibility framework (RGAA), version 4.1: no audit has been made yet.',
    'accessibility.testsTitle': 'Test results',
    'accessibility.tests': 'There is no valid compliance audit. Automatic checks are made with each version.',
    'accessibility.contentTitle': 'Content that is not accessible',
    'accessibility.content': 'Without an audit no list can be given.',
    'accessibility.technologyTitle': 'Technologies used',
    'accessibility.technology': 'HTML, CSS, SVG, PDF. The site works without JavaScript.',
    'accessibility.contactTitle': 'Feedback and contact',
    'accessibility.contact':
      'If you cannot reach some content or service, write to us or call us: we will offer another way.',
    'accessibility.remedyTitle': 'Ways of appeal',
    'accessibility.remedy':
      'If our answer does not satisfy you, you may turn to the Defender of Rights (Défenseur des droits): by the online form, through the delegate in your region, or by free post, without a stamp, to “Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07”.',

    'personalData.title': 'Personal data',
    'personalData.controllerTitle': 'Who is responsible',
    'personalData.controller':
      '{town} is responsible for the processing. It uses your data to deal with your request and to answer you, as part of its public service duties.',
    'personalData.who':
      'Only the agents of the service in charge of your request see them. They are neither sold nor passed on for commercial purposes.',
    'personalData.keptTitle': 'How long they are kept',
    'personalData.law': 'Legal basis',
    'personalData.retention': 'Duration',
    'personalData.rightsTitle': 'Your rights',
    'personalData.rights':
      'You may ask to see your data, to have them corrected, to limit their use or, depending on the case, to have them erased or to object to their processing. Write to the data protection officer, or make the request online.',
    'personalData.complaint':
      'If you think that your rights are not respected, you may complain to the CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07.',
    'personalData.cookiesTitle': 'Cookies',
    'personalData.cookies':
      'This site only sets the cookies below, which it needs to work: so your consent is not asked for. It does not measure your browsing.',

    'legal.title': 'Legal notices',
    'legal.publisherTitle': 'Publisher of the site',
    'legal.directorTitle': 'Director of publication',
    'legal.hostTitle': 'Hosting',

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
    'legal.certificationTitle': 'Security',
    'legal.certification': 'Certified as secure (référentiel général de sécurité) on {on} by {by}, until {until}.',
    'legal.noCertification': 'The service is not yet certified as secure (référentiel général de sécurité).',
    'accessibility.stateFull': 'This site complies fully with the French accessibility framework (RGAA), version 4.1.',
    'accessibility.statePartial':
      'This site complies partly with the French accessibility framework (RGAA), version 4.1, because of what does not comply and of the exemptions listed below.',
    'accessibility.stateNone':
      'This site does not comply with the French accessibility framework (RGAA), version 4.1, because of what is listed below.',
    'accessibility.audit':
      'The compliance audit made on {on} by {by} finds that {rate} of the criteria of the RGAA are met.',
    'accessibility.expired':
      'That audit is older than three years: it is no longer valid, and the site is called not compliant.',
    'accessibility.noFailures': 'The audit has found nothing that does not comply.',
    'accessibility.message': 'Send a message',
    'notice.lead': '{town} uses these data to deal with your request and to answer you. {purpose}',
    'notice.controller': 'Controller',
    'notice.compulsory': 'Compulsory answers',
    'notice.automatic': 'Automatic decisions',
    'notice.complaint': 'Complaint',
    'terms.title': 'Terms of use of the online service',
    'terms.since': 'Version of {date} (code des relations entre le public et l’administration, article R. 112-9-2).',
    'terms.superseded': 'This version is no longer in force.',
    'terms.current': 'See the version in force',
    'terms.types': 'Services concerned',
    'terms.versions': 'All versions',
  },
} as const;
