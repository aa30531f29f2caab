/** Where an identity provider sends the browser back to: registered there, letter by letter. A citizen's, and an agent's. */
export const returnPath = '/compte/retour';
export const leftPath = '/compte/deconnecte';
export const agentReturnPath = '/agent/connexion/retour';
export const agentLeftPath = '/agent/deconnecte';
