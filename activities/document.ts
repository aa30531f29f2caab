import { renderLetter } from '../templates/documents/letter.ts';
import type { LetterView } from '../templates/documents/view.ts';

/** The letter that the citizen may print and post with paper copies, as an attachment. Made anew from the request each time. */
export async function letterOf(view: LetterView) {
  return {
    filename: view.lang === 'fr' ? `courrier-${view.reference}.pdf` : `letter-${view.reference}.pdf`,
    content: await renderLetter(view),
    contentType: 'application/pdf',
  };
}
