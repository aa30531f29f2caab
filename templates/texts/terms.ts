/**
 * The terms of use of the online service (CRPA, art. R. 112-9-2), the version in force first. A version that has been
 * published is not changed: a new one comes before it, and who sent something under the old one can still read it.
 */
import type { Words } from '../../workflows/kit/fields.ts';

export interface Terms {
  /** The civil date from which it holds. */
  since: string;
  /** In them `{town}`, `{sender}`, `{phone}`, `{email}`, `{size}` and `{identity}` are the town's own. */
  sections: readonly { title: Words; paragraphs: readonly Words[] }[];
}

export const terms: readonly Terms[] = [
  {
    since: '2026-11-24',
    sections: [
      {
        title: { fr: 'À quoi sert ce téléservice', en: 'What this online service is for' },
        paragraphs: [
          {
            fr: 'Il permet d’adresser à {town} les demandes énumérées plus bas, les documents qui les accompagnent, et d’en suivre le traitement. Une demande envoyée par lui saisit la mairie régulièrement, sans qu’elle ait à être confirmée ou répétée sous une autre forme (articles L. 112-8 et L. 112-9).',
            en: 'It lets you send {town} the requests listed below with their documents, and follow what becomes of them. A request sent by it is made in due form: it need not be confirmed or repeated in another way (articles L. 112-8 and L. 112-9).',
          },
          {
            fr: 'Il est gratuit, et ouvert à toute heure, sauf le temps d’une maintenance. Les mêmes demandes peuvent être faites au guichet, par téléphone ou par courrier : elles sont traitées de la même façon.',
            en: 'It is free of charge, and open at all hours but for maintenance. The same requests can be made at the counter, by telephone or by post, and are dealt with in the same way.',
          },
        ],
      },
      {
        title: { fr: 'Comment vous identifier', en: 'How to say who you are' },
        paragraphs: [
          {
            fr: 'Donnez votre nom, votre prénom et vos adresses postale et électronique ; une entreprise donne aussi son numéro SIRET, une association son numéro RNA (article R. 112-9-1). Aucun compte n’est nécessaire.{identity}',
            en: 'Give your names and your postal and email addresses; a company also gives its SIRET number, an association its RNA number (article R. 112-9-1). No account is needed.{identity}',
          },
          {
            fr: 'Chaque demande a une référence et un code de suivi. Gardez le code pour vous : il ouvre la demande à qui le connaît.',
            en: 'Each request has a reference and a tracking code. Keep the code to yourself: it opens the request to whoever knows it.',
          },
        ],
      },
      {
        title: { fr: 'Les accusés que vous recevez', en: 'The acknowledgements that you receive' },
        paragraphs: [
          {
            fr: 'La référence affichée à l’envoi, et le courriel qui la répète, attestent la date de réception. L’accusé de réception, envoyé dans les dix jours ouvrés au plus, nomme le service chargé de la demande (articles L. 112-11 et R. 112-11-1).',
            en: 'The reference shown when you send, and the email that repeats it, are evidence of the day of receipt. The acknowledgement of receipt, sent within ten working days at most, names the service in charge (articles L. 112-11 and R. 112-11-1).',
          },
          {
            fr: 'Ces courriels partent de l’adresse {sender} et vont à celle que vous avez donnée dans le formulaire. S’ils n’arrivent pas, regardez parmi les courriels indésirables, ou appelez le {phone}.',
            en: 'These emails are sent from {sender} to the address that you gave in the form. If they do not arrive, look among unwanted mail, or call {phone}.',
          },
          {
            fr: 'La réponse vous parvient par la même voie. Si vous préférez le courrier, dites-le dans votre demande ou écrivez à {email} (article L. 112-14).',
            en: 'The answer comes to you in the same way. If you prefer a letter, say so in your request or write to {email} (article L. 112-14).',
          },
        ],
      },
      {
        title: { fr: 'Vos documents', en: 'Your documents' },
        paragraphs: [
          {
            fr: 'Envoyez des fichiers PDF, JPEG ou PNG, de {size} au plus chacun. Une photographie lisible convient : aucune copie certifiée conforme n’est demandée.',
            en: 'Send files as PDF, JPEG or PNG, of {size} at most each. A readable photograph will do: no certified copy is asked for.',
          },
        ],
      },
      {
        title: { fr: 'Envois abusifs ou dangereux', en: 'Abusive or dangerous sendings' },
        paragraphs: [
          {
            fr: 'Les envois abusifs, par leur nombre ou leur caractère répétitif ou systématique, et ceux qui menacent la sécurité du système ne donnent pas lieu à accusé ; leur auteur peut être empêché d’en faire d’autres, après en avoir été averti si c’est possible (article L. 112-11). Le nombre d’envois par heure est limité.',
            en: 'What is sent abusively, by its number or because it is repeated or systematic, or endangers the system is not acknowledged; who sends it may be kept from sending more, after a warning where that is possible (article L. 112-11). The number of sendings an hour is limited.',
          },
        ],
      },
    ],
  },
];
