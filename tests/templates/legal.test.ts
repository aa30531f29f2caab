/** What the law wants told: the accessibility statement, the notice under each form, rights, cookies, terms of use. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cookies } from '../../api/public/cookies.ts';
import { termsView } from '../../api/public/terms.ts';
import { rights, rightsMatrix } from '../../api/rights/matrix.ts';
import { processingView } from '../../api/rights/processing.ts';
import { refusalOf } from '../../api/rights/words.ts';
import type { Services } from '../../api/services.ts';
import { accessibilityStateOf } from '../../templates/accessibility.ts';
import { examples } from '../../templates/examples.ts';
import { createPages } from '../../templates/pages.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

const languages = ['fr', 'en'] as const;
const pages = createPages({ assetVersion: 'essai' });
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test.each([
  [undefined, 'none'],
  [{ on: '2026-01-10', rate: 49 }, 'none'],
  [{ on: '2026-01-10', rate: 50 }, 'partial'],
  [{ on: '2026-01-10', rate: 99 }, 'partial'],
  [{ on: '2026-01-10', rate: 100 }, 'full'],
  [{ on: '2023-11-24', rate: 100 }, 'full'],
  // Good for three years.
  [{ on: '2023-11-23', rate: 100 }, 'none'],
] as const)('the audit %j lets a site be called %s', (audit, state) => {
  expect(accessibilityStateOf(audit, 'metropole', Date.parse('2026-11-24T11:00:00Z'))).toBe(state);
});

test.each([
  ['none', 'Accessibilité : non conforme'],
  ['partial', 'Accessibilité : partiellement conforme'],
  ['full', 'Accessibilité : totalement conforme'],
] as const)(
  'with the state %s the footer says exactly « %s », and the statement repeats it',
  (accessibility, words) => {
    const { layout, pages: views } = examples('fr');
    const html = pages.render('accessibility', { ...layout, accessibility }, views.accessibility);
    const said = html.match(/Accessibilité\s:[^<]*/g)!.map((text) => text.replace('\u00a0', ' ').trim());
    expect(said).toEqual([words, words]);
  },
);

test.each([true, false])('the accessibility statement has each heading of the model (with an audit: %s)', (audited) => {
  const { layout, pages: views } = examples('fr');
  const view = audited ? views.accessibility : { ...views.accessibility, audit: undefined };
  const html = pages.render('accessibility', layout, view);
  expect([...html.matchAll(/<h[23][^>]*>([^<]+)</g)].map(([, heading]) => heading)).toEqual([
    'État de conformité',
    'Résultats des tests',
    'Contenus non accessibles',
    'Non-conformités',
    'Dérogations pour charge disproportionnée',
    'Contenus non soumis à l’obligation d’accessibilité',
    'Établissement de cette déclaration',
    'Technologies utilisées',
    'Environnement de test',
    'Outils',
    'Pages vérifiées par ces outils',
    'Retour d’information et contact',
    'Voies de recours',
  ]);
  expect(html).toContain('Libre réponse 71120');
});

const items = {
  fr: {
    controller: 'Responsable du traitement',
    officer: 'Délégué à la protection des données',
    purpose: 'Finalité',
    basis: 'Base légale',
    recipients: 'Destinataires',
    retention: 'Durée',
    rights: 'Vos droits',
    compulsory: 'Réponses obligatoires',
    automatic: 'Décision automatique',
    complaint: 'Réclamation',
  },
  en: {
    controller: 'Controller',
    officer: 'Data protection officer',
    purpose: 'Purpose',
    basis: 'Lawfulness',
    recipients: 'Recipients',
    retention: 'Duration',
    rights: 'Your rights',
    compulsory: 'Compulsory answers',
    automatic: 'Automatic decisions',
    complaint: 'Complaint',
  },
};

test.each(languages.flatMap((lang) => requestTypes.map((type) => [type.id, lang, type] as const)))(
  'the form of %s tells each item of article 13, on every page and where it is sent (%s)',
  (_, lang, type) => {
    const { layout, pages: views } = examples(lang);
    const processing = processingView(type, new Map([[type.service, 'Service d’exemple']]), lang);
    for (const name of ['form-step', 'form-pieces', 'form-check', 'form-whole', 'form'] as const) {
      const html = pages.render(name, layout, { ...views[name], processing } as never);
      const told = new Map(
        [...html.matchAll(/<dt>([^<]+)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, item, text]) => [item, textOf(text!).trim()]),
      );
      for (const item of Object.values(items[lang]))
        expect([name, item, told.get(item)?.length]).not.toContain(undefined);
      expect(told.get(items[lang].controller)).toContain(layout.town.email);
      expect(told.get(items[lang].officer)).toContain(layout.town.dataProtection.email);
      expect(told.get(items[lang].purpose)).toContain(type.purpose[lang]);
      expect(told.get(items[lang].recipients)).toContain('Service d’exemple');
      expect(told.get(items[lang].complaint)).toContain('CNIL');
    }
  },
);

test.each([
  ['access', true, true, true],
  ['rectification', true, true, true],
  ['restriction', true, true, true],
  ['erasure', false, false, true],
  ['objection', false, true, false],
  ['portability', false, false, true],
] as const)(
  'the right of %s is there with a legal obligation: %s, a public task: %s, a consent: %s',
  (right, ...expected) => {
    expect([
      rightsMatrix['legal obligation'][right],
      rightsMatrix['public task'][right],
      rightsMatrix.consent[right],
    ]).toEqual(expected);
  },
);

test('whatever right is not there is refused with its reason, the CNIL and the court, and none that is there', () => {
  for (const basis of ['legal obligation', 'public task', 'consent'] as const)
    for (const right of rights)
      for (const lang of languages) {
        const refusal = refusalOf(right, basis, lang);
        if (rightsMatrix[basis][right]) expect(refusal).toBeUndefined();
        else expect(refusal).toMatch(/(RGPD|GDPR), art\. .*CNIL.*telerecours\.fr/s);
      }
});

test('the list of cookies has those that the program sets, and no other', () => {
  const folder = new URL('../../api/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const set = sources.flatMap((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    return [...source.matchAll(/(?:Cookie = |hostCookie\(services, |cookies\.set\()'([^']+)'/g)].map(
      ([, name]) => name!,
    );
  });
  expect(Object.keys(cookies).sort()).toEqual([...new Set(set)].sort());
});

test.each(languages)('the terms of use name the address that acknowledgements come from (%s)', (lang) => {
  const { town } = examples(lang).layout;
  const services = { town, mailFrom: 'Mairie <accuses@exempleville.example.org>' } as Services;
  const view = termsView(services, undefined, lang);
  const text = view.sections.flatMap(({ paragraphs }) => paragraphs).join('\n');
  expect(text).toContain('accuses@exempleville.example.org');
  expect(text).not.toMatch(/[{}]|undefined/);
  expect(view.types).toHaveLength(requestTypes.length);
  expect(() => termsView(services, '2001-01-01', lang)).toThrow();
});
