import type { Health, OperatorConfigurationView } from '../../templates/pages/operator-view.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { Language } from '../../templates/views.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { type CheckName, checks, type Finding } from './configuration.ts';
import { checkWords } from './configuration-words.ts';
import { healthTexts } from './words.ts';

/** Every check with its state, why it matters and what to do; what is wrong stands first. */
export async function showConfiguration(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const names = Object.keys(checks) as CheckName[];
  const findings: (Finding & { name: CheckName })[] = [];
  for (const name of names) findings.push({ name, ...(await checks[name](services, lang)) });
  const lines = findings.sort((one, other) => order.indexOf(one.health) - order.indexOf(other.health));
  show(ctx, services, 'operator-configuration', {
    summary: summary(lines, lang),
    lines: lines.map((finding) => lineView(finding, lang)),
  });
}

const order: readonly Health[] = ['wrong', 'look', 'good'];

function lineView(
  { name, health, details }: Finding & { name: CheckName },
  lang: Language,
): OperatorConfigurationView['lines'][number] {
  const { title, why, what } = checkWords[name];
  const said = (words: Record<Language, string>) => (lang === 'fr' ? unbreakable(words.fr) : words.en);
  return {
    title: title[lang],
    health,
    healthText: healthTexts[health][lang],
    details,
    why: said(why),
    what: health === 'good' ? undefined : said(what),
  };
}

function summary(findings: readonly Finding[], lang: Language): string {
  const count = (health: Health) => findings.filter((finding) => finding.health === health).length;
  const text = {
    fr: `${count('wrong')} à corriger, ${count('look')} à regarder, ${count('good')} en ordre.`,
    en: `${count('wrong')} to put right, ${count('look')} to look at, ${count('good')} in order.`,
  };
  return text[lang];
}
