import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { examples } from '../../templates/examples.ts';
import { createPages } from '../../templates/pages.ts';
import type { Language, PageName } from '../../templates/views.ts';

const pages = createPages({ assetVersion: 'essai' });
const names = Object.keys(examples('fr').pages) as PageName[];
const withScript: Partial<Record<PageName, string>> = {
  follow: 'follow',
  worklist: 'worklist',
  batch: 'batch',
  request: 'follow desk',
  home: 'offline',
  catalogue: 'offline',
  'form-start': 'offline',
  'form-whole': 'offline',
  interventions: 'offline',
  intervention: 'offline',
  offline: 'offline',
};
const everyPage = (['fr', 'en'] as const).flatMap((lang) => names.map((name) => ({ lang, name })));

function show(name: PageName, lang: Language, forAgent = false): string {
  const { layout, agentLayout, pages: views } = examples(lang);
  return pages.render(name, forAgent ? agentLayout : layout, views[name] as never);
}

test('every page file has an example, and every example a page file', () => {
  const files = readdirSync(new URL('../../templates/pages/', import.meta.url)).filter((file) => file.endsWith('.hbs'));
  expect(files.sort()).toEqual(names.map((name) => `${name}.hbs`).sort());
});

test.each(everyPage)('the page $name is whole in the language $lang', ({ name, lang }) => {
  const html = show(name, lang);
  expect(html).toContain(`<html class="govuk-template" lang="${lang}">`);
  expect(html.match(/<h1[ >]/g)).toHaveLength(1);
  expect(html).toMatch(/<title>[^<]+ – Mairie d’Exempleville<\/title>/);
  expect(html).not.toMatch(/undefined|\[object|\{\{/);
});

test.each(everyPage)(
  'the page $name ($lang) has no script but a file of ours, no inline style and nothing from elsewhere',
  (page) => {
    const ours = /<script type="module" src="\/assets\/(follow|offline|worklist|batch|desk)\.js\?v=essai"><\/script>/g;
    const scripts = [...show(page.name, page.lang).matchAll(ours)].map(([, name]) => name);
    expect(scripts.join(' ')).toBe(withScript[page.name] ?? '');
    const html = show(page.name, page.lang).replace(ours, '');
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  },
);

test.each(everyPage)('no two elements of the page $name ($lang) share an id, and every label has its field', (page) => {
  const html = show(page.name, page.lang, true);
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
  expect(ids).toEqual([...new Set(ids)]);
  const wanted = [...html.matchAll(/\s(?:for|aria-describedby)="([^"]*)"|href="#([^"]*)"/g)];
  for (const [, list, target] of wanted) for (const id of (list ?? target)!.split(' ')) expect(ids).toContain(id);
});

// The form on one page is kept for the time without a line, and so the same for everybody.
test.each(names.filter((name) => name !== 'form-whole'))('every form of the page %s brings its token back', (name) => {
  const forms = [...show(name, 'fr', true).matchAll(/<form[^>]*method="post".*?<\/form>/gs)].map(([form]) => form);
  expect(forms.filter((form) => !form.includes('name="_csrf"'))).toEqual([]);
});

test('every page says in its footer that its accessibility has not been audited', () => {
  for (const { name } of everyPage)
    expect(show(name, 'fr')).toMatch(/href="\/accessibilite">Accessibilité\u00a0: non conforme</);
});

test('the button of FranceConnect says what is prescribed, and another provider’s is called by its own name', () => {
  const { layout, pages: views } = examples('fr');
  const textOf = (identity: string) =>
    pages
      .render('account-sign-in', layout, { ...views['account-sign-in'], identity })
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/\s+/g, ' ');

  expect(textOf('FranceConnect')).toMatch(
    /FranceConnect est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne\. S’identifier avec FranceConnect Qu’est-ce que FranceConnect ?\?/,
  );
  expect(textOf('Agglo')).toContain('Se connecter avec Agglo');
  expect(textOf('Agglo')).not.toContain('FranceConnect');
});

test('every page offers itself in the other language', () => {
  expect(show('catalogue', 'fr')).toContain('href="/demarches?tri&#x3D;nom&amp;lang&#x3D;en"');
});

test('markup in what people typed is shown and never obeyed', () => {
  const { agentLayout, pages: views } = examples('fr');
  const attack = '<script>alert(1)</script>" onfocus="alert(2)';
  const html = pages.render('request', agentLayout, {
    ...views.request,
    citizen: { name: attack },
    answers: [{ label: attack, value: attack }],
    draft: { answer: attack, reply: attack, note: attack },
    notes: [{ at: '', atText: '', from: attack, text: attack }],
    canned: [{ value: attack, label: attack, text: attack }],
  });
  expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)|" onfocus/);
  expect(html).toContain('&lt;script&gt;');
});

test('what an agent typed comes back after an error exactly as typed', () => {
  const { agentLayout, pages: views } = examples('fr');
  const reply = 'Un.\n\n  Deux, en retrait.\nTrois.';
  const html = pages.render('request', agentLayout, { ...views.request, draft: { answer: '', reply, note: '' } });
  expect(html).toContain(`>${reply}</textarea>`);
});

test('every form that acts for somebody signed in carries the token against forgery', () => {
  const html = show('request', 'fr', true);
  const forms = html.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g)!;
  expect(forms.length).toBeGreaterThan(4);
  for (const form of forms) expect(form).toContain('name="_csrf" value="jeton-de-demonstration"');
});

test('a page with an error says so in its title, in a summary and beside the field', () => {
  const html = show('form-step', 'fr');
  expect(html).toContain('<title>Erreur\u00a0: ');
  expect(html).toContain('<div role="alert">');
  expect(html).toContain('href="#person-familyName"');
  expect(html).toMatch(/id="person-familyName"[^>]*aria-describedby="person-familyName-error"/);
});

test('a single awaited piece is not asked about', () => {
  const { layout, pages: views } = examples('fr');
  const html = pages.render('follow', layout, { ...views.follow, pieces: views.follow.pieces.slice(0, 1) });
  expect(html).toContain('<input type="hidden" name="piece" value="piece-0">');
  expect(html).not.toContain('<select');
});

test('a view without what the page shows stops the page', () => {
  const { layout } = examples('fr');
  expect(() => pages.render('error', layout, { status: 404, title: 'Introuvable' } as never)).toThrow('detail');
});
