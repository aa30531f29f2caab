/** Errors about what is kept and what was erased, for `problems.ts`. */
export const retentionProblems = {
  LIFTING_NOT_TOLD: [
    409,
    'La personne doit être prévenue avant que la limitation soit levée : elle peut l’être à partir du lendemain.',
    'The person must be told before the restriction is lifted: it can be from the day after.',
  ],
  ERASED: [
    404,
    'Les données de cette demande ont été effacées. Il n’en reste que la ligne du bordereau d’élimination et les statistiques.',
    'The data of this request were erased. What remains is its line in the elimination list, and the statistics.',
  ],
  ARCHIVED: [
    403,
    'Cette demande n’est plus d’usage courant : elle est aux archives intermédiaires. Un responsable de son service l’ouvre sur sa page, en disant pourquoi.',
    'This request is no longer in daily use: it is in the intermediate archives. A manager of its service opens it on its page, and says why.',
  ],
  KEPT: [
    409,
    'La loi fait conserver cette demande : la page dit pourquoi.',
    'The law has this request kept: the page says why.',
  ],
  LIST_NOT_WAITING: [
    409,
    'Ce bordereau n’attend pas de visa : il est encore ouvert, ou déjà visé.',
    'This list waits for no visa: it is still open, or has one already.',
  ],
} as const;
