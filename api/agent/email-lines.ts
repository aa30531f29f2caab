import type { EmailRow } from '../../db/emails.ts';
import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailName } from '../../templates/emails.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { can } from '../auth/policy.ts';
import type { Services } from '../services.ts';
import { postedText, printedText, standingText } from './letter-words.ts';
import type { AgentAccess } from './views.ts';
import { emailStates } from './words.ts';

/** What was written to the citizen, and to the service about the request, by email and on paper. */
export function emailLines(
  { zone }: Services,
  { request, agent }: AgentAccess,
  emails: readonly EmailRow[],
  lang: Language,
): Pick<RequestView, 'emails' | 'toPost'> {
  const mayPost = can(agent, 'post letter', request);
  const today = civilDate(Date.now(), zone);
  const line = (email: EmailRow): RequestView['emails'][number] => {
    const { state, postedOn } = email;
    const shown = {
      subject: email.subject ?? emailTitles[email.template as EmailName][lang],
      to: email.toAddress ?? byPost[lang],
      stateText: emailStates[state][lang],
      atText: dateAndTime(email.sentAt ?? email.createdAt, lang, zone),
    };
    if (!isLetter(email)) return shown;
    return {
      ...shown,
      printed: printedText(email, lang, zone),
      posted: postedOn ? postedText(postedOn, email.postedBy!, lang) : undefined,
      standing: standingText(email, zone, lang),
      letter: mayPost ? letterActions(email, today) : undefined,
    };
  };
  const toPost = emails.filter((email) => isLetter(email) && email.state !== 'posted').length;
  return { emails: emails.map(line), toPost };
}

const letterActions = ({ id, state, worded }: EmailRow, today: string) => ({
  id,
  field: `on-${id}`,
  ready: worded,
  posted: state === 'posted',
  postedOn: today,
  today,
});

const isLetter = ({ audience, state }: EmailRow) =>
  audience === 'citizen' && ['no address', 'undeliverable', 'posted'].includes(state);

const byPost = { fr: 'par la poste', en: 'by post' };
