import { lockAdministration } from '../../db/administration.ts';
import type { Language } from '../../templates/views.ts';
import { seeOther } from '../agent/request-page.ts';
import { requireAgent } from '../auth/tokens.ts';
import { colon } from '../citizen/form-view.ts';
import type { Context } from '../context.ts';
import { faultText } from '../forms.ts';
import { show } from '../page.ts';
import { type FieldError, Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { dataUriOf, largestLogoBytes, logoOf } from '../town/logo.ts';
import { type TownSettings, townSettings } from '../town/settings.ts';
import { versionOf } from './changing.ts';
import { fieldsOf, type Typed, valuesOf } from './questions.ts';
import { keepSettings, settingsNow } from './town.ts';
import { settingsOf, townQuestions, typedSettings } from './town-questions.ts';
import { readSmallUpload } from './upload.ts';

const address = '/administration/commune';

interface Refusal {
  typed: Typed;
  errors: readonly FieldError[];
  text?: string | undefined;
}

/** The town's name, contacts, hours, colour and logo: what `npm run town` takes as a file. */
export async function showTown(ctx: Context, services: Services, refusal?: Refusal): Promise<void> {
  const { lang } = ctx.state;
  const settings = await settingsNow(services.db);
  const errors = refusal?.errors ?? [];
  const fields = fieldsOf(townQuestions(lang), refusal?.typed ?? typedSettings(settings), errors, lang);
  const found = fields.flatMap(({ id, label, error }) =>
    error ? [{ href: `#${id}`, text: label + colon[lang] + error }] : [],
  );
  const logo = errors.find(({ field }) => field === 'file')?.message;
  show(
    ctx,
    services,
    'administration-town',
    {
      fields,
      seen: versionOf(settings),
      hasLogo: settings.logo !== undefined,
      notice: ctx.query.fait === 'modification' ? kept[lang] : undefined,
      errors: [
        ...(refusal?.text ? [{ href: '#main', text: refusal.text }] : []),
        ...found,
        ...(logo ? [{ href: '#file', text: logo }] : []),
      ],
    },
    address,
  );
}

export async function postTown(ctx: Context, services: Services): Promise<void> {
  const { fields: typed, file } = await readSmallUpload(ctx, largestLogoBytes + 1);
  const { lang } = ctx.state;
  try {
    await services.db.transaction(async (on) => {
      await lockAdministration(on);
      const before = await settingsNow(on);
      if (versionOf(before) !== typed.seen) throw new Problem('STALE_FORM');
      await keepSettings(on, read({ typed, file, before }, lang), requireAgent(ctx));
    });
    seeOther(ctx, `${address}?fait=modification`);
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 422 && error.code !== 'STALE_FORM')) throw error;
    const text = error.code === 'STALE_FORM' ? problemText('STALE_FORM', lang) : undefined;
    await showTown(ctx, services, { typed, errors: error.extra.errors ?? [], text });
    ctx.status = error.status;
  }
}

/** @throws Problem INVALID */
function read(
  { typed, file, before }: { typed: Typed; file: Buffer; before: TownSettings },
  lang: Language,
): TownSettings {
  const logo = file.length > 0 ? logoOf(file) : undefined;
  const errors = typeof logo === 'string' ? [{ field: 'file', message: logoRefused[lang] }] : [];
  const former = typed.withoutLogo === undefined ? before.logo : undefined;
  const chosen = typeof logo === 'object' ? dataUriOf(logo) : former;
  const { data, error } = townSettings.safeParse({ ...settingsOf(typed, lang), ...(chosen && { logo: chosen }) });
  // The schema's sentences are for who writes the file; beside each field of the form its hint says what to give.
  const values = valuesOf(townQuestions(lang), typed);
  const faults = (error?.issues ?? []).map(({ path }) => {
    const name = Object.keys(values).find((one) => path.join('.') === one || path.join('.').startsWith(`${one}.`));
    const fault = name && values[name] === null ? 'required' : 'wrong';
    return { field: name ?? nearest(path.join('.'), Object.keys(values)), message: faultText(fault, lang) };
  });
  if (!data || errors.length > 0) throw new Problem('INVALID', { errors: [...faults, ...errors] });
  return data;
}

/** A part that is missing whole is told at its first question. */
const nearest = (path: string, names: readonly string[]) => names.find((name) => name.startsWith(`${path}.`)) ?? path;

const kept = {
  fr: 'Réglages enregistrés. Les pages et les courriels les suivent dans quelques secondes.',
  en: 'Settings kept. Pages and emails follow in a few seconds.',
};
const logoRefused = {
  fr: 'Ce fichier n’est pas un logo accepté : un PNG, ou un SVG sans script ni lien, de 100 ko au plus.',
  en: 'This file is no logo that is taken: a PNG, or an SVG without scripts and links, of 100 kB at most.',
};
