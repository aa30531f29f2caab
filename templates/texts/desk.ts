/** The sentences of what agents have beside a request's task: colleagues, notes, the process, ready words, the journal. */
export const deskTexts = {
  fr: {
    'desk.looksOne': '{names} regarde aussi cette demande.',
    'desk.looksSeveral': '{names} regardent aussi cette demande.',
    'desk.typesOne': '{names} est en train d’écrire.',
    'desk.typesSeveral': '{names} sont en train d’écrire.',
    'desk.changed': 'Cette demande vient de changer. Recharger la page',
  },
  en: {
    'desk.looksOne': '{names} is looking at this request too.',
    'desk.looksSeveral': '{names} are looking at this request too.',
    'desk.typesOne': '{names} is writing.',
    'desk.typesSeveral': '{names} are writing.',
    'desk.changed': 'This request has just changed. Reload the page',
  },
} as const;
