import type { Words } from '../../workflows/kit/fields.ts';
import type { CheckName } from './configuration.ts';

/** What each check is called, why it matters, and what to do where it is not in order. */
export const checkWords: Readonly<Record<CheckName, { title: Words; why: Words; what: Words }>> = {
  typesWithoutService: {
    title: { fr: 'Démarches et leurs services', en: 'Request types and their services' },
    why: {
      fr: 'Une demande adressée à un service qui n’existe pas ne peut pas être déposée, ou s’arrête à l’étape qui le demande.',
      en: 'A request to a service that does not exist can not be filed, or stops at the step that asks it.',
    },
    what: {
      fr: 'Créez le service, ou retirez la démarche du catalogue.',
      en: 'Make the service, or take the type out of the catalogue.',
    },
  },
  servicesWithoutAgents: {
    title: { fr: 'Services et leurs agents', en: 'Services and their agents' },
    why: {
      fr: 'Personne ne voit les demandes d’un service sans agent : leurs délais courent quand même.',
      en: 'Nobody sees the requests of a service without agents, and their deadlines run all the same.',
    },
    what: { fr: 'Donnez au moins un agent à ces services.', en: 'Give these services at least one agent.' },
  },
  servicesWithoutManager: {
    title: { fr: 'Services et leurs responsables', en: 'Services and their managers' },
    why: {
      fr: 'Les visas et les alertes d’échéance vont aux responsables du service.',
      en: 'Visas and warnings of deadlines go to the managers of the service.',
    },
    what: { fr: 'Donnez un responsable à ces services.', en: 'Give these services a manager.' },
  },
  emails: {
    title: { fr: 'Modèles de courriels', en: 'Email templates' },
    why: {
      fr: 'Chaque courriel d’une démarche est composé avec son exemple, dans chaque langue de la commune. Un modèle qui échoue ici échouera pour les personnes.',
      en: 'Each email of a type is made with its example, in each of the town’s languages. A template that fails here will fail for people.',
    },
    what: {
      fr: 'Corrigez le modèle, son exemple ou ses phrases, puis déployez.',
      en: 'Mend the template, its example or its sentences, then deploy.',
    },
  },
  routing: {
    title: { fr: 'Table d’orientation', en: 'Routing table' },
    why: {
      fr: 'Une règle fautive est passée en silence : la demande reste au service qui l’a reçue.',
      en: 'A faulty rule is passed over: the request stays with the service that received it.',
    },
    what: {
      fr: 'Corrigez la table et importez-la : npm run -s routing -- check.',
      en: 'Mend the table and import it: npm run -s routing -- check.',
    },
  },
  districts: {
    title: { fr: 'Quartiers des formulaires', en: 'Districts of the forms' },
    why: {
      fr: 'Un formulaire qui demande un quartier et n’en propose aucun ne peut pas être envoyé.',
      en: 'A form that asks for a district and offers none can not be sent.',
    },
    what: {
      fr: 'Ouvrez un quartier, ou dites quelle tournée y passe : Administration, Quartiers.',
      en: 'Open a district, or say which round comes there: Administration, Districts.',
    },
  },
  key: {
    title: { fr: 'Clé de la commune', en: 'The town’s key' },
    why: {
      fr: 'Elle scelle les codes de suivi, les documents et les données du moteur. Perdue, rien n’est plus lisible ; son âge est celui de la plus ancienne demande scellée.',
      en: 'It seals tracking codes, documents and the engine’s data. Without it nothing can be read; its age is that of the oldest request that it has sealed.',
    },
    what: {
      fr: 'Vérifiez GUICHET_KEY et sa copie hors de la machine. Une clé de plus de deux ans mérite un examen : qui l’a eue ?',
      en: 'Check GUICHET_KEY and its copy off the machine. A key of more than two years deserves a look: who has had it?',
    },
  },
  journal: {
    title: { fr: 'Intégrité des journaux', en: 'Integrity of the journals' },
    why: {
      fr: 'Les journaux prouvent qui a fait et lu quoi. Chaque nuit, chaque ligne est comparée à son empreinte et aux têtes signées : ce que quelqu’un change dans la base se voit.',
      en: 'The journals prove who did and read what. Each night every row is compared with its hash and the signed heads: what somebody changes in the database is seen.',
    },
    what: {
      fr: 'Ouvrez la page « Intégrité des journaux ». Une ligne altérée est un incident : docs/security.md, chapitre 9. Si rien n’est vérifié, regardez si un exécutant (worker) tourne, et la planification « journal » du moteur.',
      en: 'Open the page “Integrity of the journals”. An altered row is an incident: docs/security.md, chapter 9. Where nothing is checked, see whether a worker runs, and the engine’s schedule “journal”.',
    },
  },
  town: {
    title: { fr: 'Réglages de la commune', en: 'The town’s settings' },
    why: {
      fr: 'Les mentions légales, les notices d’information et la déclaration d’accessibilité en sont faites : la loi veut que l’éditeur, le directeur de la publication, l’hébergeur et le délégué y soient nommés.',
      en: 'The legal notices, the information notices and the accessibility statement are made from them: the law wants publisher, director of publication, host and officer to be named.',
    },
    what: {
      fr: 'Complétez-les à la page « Réglages de la commune », ou par npm run -s town (docs/town.md).',
      en: 'Complete them on the page “The town’s settings”, or by npm run -s town (docs/town.md).',
    },
  },
  demonstrationAccounts: {
    title: { fr: 'Comptes de démonstration', en: 'Demonstration accounts' },
    why: {
      fr: 'Leurs noms sont publics, et leurs mots de passe sont écrits dans le dossier des données.',
      en: 'Their names are public, and their passwords are written in the data folder.',
    },
    what: {
      fr: 'Fermez ces comptes une fois que vos agents ont les leurs.',
      en: 'Close these accounts once your agents have their own.',
    },
  },
  https: {
    title: { fr: 'Adresse publique', en: 'Public address' },
    why: {
      fr: 'Sans HTTPS, ce que les personnes envoient se lit en chemin, et les cookies ne sont pas protégés.',
      en: 'Without HTTPS what people send can be read on its way, and cookies are not protected.',
    },
    what: {
      fr: 'Donnez dans PUBLIC_URL l’adresse en https:// de votre mandataire (proxy). En local, rien n’est à faire.',
      en: 'Give the https:// address of your proxy in PUBLIC_URL. On your own machine nothing is to be done.',
    },
  },
  certificate: {
    title: { fr: 'Certificat du site', en: 'Certificate of the site' },
    why: {
      fr: 'Quand il expire, les navigateurs refusent le portail.',
      en: 'When it expires, browsers refuse the portal.',
    },
    what: {
      fr: 'Renouvelez-le, et vérifiez que le renouvellement se fait seul.',
      en: 'Renew it, and check that it renews by itself.',
    },
  },
  mail: {
    title: { fr: 'Serveur de courriel', en: 'Mail server' },
    why: {
      fr: 'Sans lui les accusés de réception et les réponses attendent.',
      en: 'Without it acknowledgements and replies wait.',
    },
    what: {
      fr: 'Vérifiez SMTP_URL et le pare-feu. Les courriels en attente partiront seuls.',
      en: 'Check SMTP_URL and the firewall. Emails that wait will leave by themselves.',
    },
  },
  antivirus: {
    title: { fr: 'Antivirus', en: 'Antivirus' },
    why: {
      fr: 'Sans lui les documents sont reçus et donnés aux agents sans avoir été analysés.',
      en: 'Without it documents are taken and given to agents without having been checked.',
    },
    what: {
      fr: 'Vérifiez CLAMD_URL, clamd et le pare-feu. Les documents en attente seront analysés seuls, au plus tard dix minutes après.',
      en: 'Check CLAMD_URL, clamd and the firewall. Documents that wait will be checked by themselves, within ten minutes.',
    },
  },
  parts: {
    title: { fr: 'Moteur et exécutants', en: 'Engine and workers' },
    why: {
      fr: 'Sans moteur ou sans exécutant (worker), les demandes sont reçues mais n’avancent pas.',
      en: 'Without the engine or a worker, requests are taken but do not go on.',
    },
    what: {
      fr: 'Démarrez le moteur et au moins un npm run worker ; vérifiez TEMPORAL_ADDRESS.',
      en: 'Start the engine and at least one npm run worker; check TEMPORAL_ADDRESS.',
    },
  },
};
