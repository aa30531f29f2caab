/** The embedded identity provider's own pages. They look like no real one, and need no script. */
import type { Person } from './identity-people.ts';

export type Language = 'fr' | 'en';

export function choosePage(lang: Language, { action, people }: { action: string; people: readonly Person[] }): string {
  const { choose, made, cancel } = words[lang];
  const buttons = people.map(
    ({ id, name, detail }) =>
      `<li><button name="person" value="${id}"><b>${name}</b> <span>${detail}</span></button></li>`,
  );
  return page(
    lang,
    choose,
    `<p>${made}</p>
    <form method="post" action="${action}">
      <ul>${buttons.join('\n')}</ul>
      <p><button class="plain" name="person" value="">${cancel}</button></p>
    </form>`,
  );
}

/** @param form the provider's own, without its button */
export function leavePage(lang: Language, form: string): string {
  const { leave, leaveText, yes } = words[lang];
  const whole = form.replace('</form>', `<p><button name="logout" value="yes">${yes}</button></p></form>`);
  return page(lang, leave, `<p>${leaveText}</p>${whole}`);
}

export function messagePage(lang: Language, kind: 'about' | 'left' | 'failed', detail = ''): string {
  const [title, text] = words[lang][kind];
  return page(lang, title, `<p>${text}</p>${detail && `<p>${escaped(detail)}</p>`}`);
}

const words = {
  fr: {
    name: 'Identité de démonstration',
    choose: 'Qui êtes-vous ?',
    made: 'Ces personnes sont inventées. Choisissez-en une : aucun mot de passe n’est demandé.',
    cancel: 'Annuler et revenir au site',
    leave: 'Fermer aussi cette session ?',
    leaveText: 'Vous êtes déconnecté du site. La session de l’identité de démonstration est encore ouverte.',
    yes: 'Fermer la session',
    about: [
      'Qu’est-ce que l’identité de démonstration ?',
      'Elle remplace, le temps d’un essai, un service d’identité comme ceux de l’État. Les personnes y sont inventées, et rien ne sort de cette machine.',
    ],
    left: ['Session fermée', 'Vous pouvez fermer cette page.'],
    failed: ['La connexion n’est pas possible', 'Revenez au site et recommencez.'],
  },
  en: {
    name: 'Identité de démonstration',
    choose: 'Who are you?',
    made: 'These people are made up. Choose one: no password is asked for.',
    cancel: 'Cancel and go back to the site',
    leave: 'Close this session too?',
    leaveText: 'You have left the site. The session of the demonstration identity is still open.',
    yes: 'Close the session',
    about: [
      'What is the demonstration identity?',
      'It stands, while you try things, for an identity service such as those of the State. Its people are made up, and nothing leaves this machine.',
    ],
    left: ['Session closed', 'You may close this page.'],
    failed: ['Signing in is not possible', 'Go back to the site and try again.'],
  },
} as const;

function page(lang: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – ${words[lang].name}</title>
  <style>${styles}</style>
</head>
<body>
  <header><p lang="fr">${words[lang].name}</p></header>
  <main>
    <h1>${title}</h1>
    ${content}
  </main>
</body>
</html>`;
}

const styles = `
  * { box-sizing: border-box }
  body { margin: 0; color: #1d1d24; background: #fff; font: 19px/1.4 Verdana, sans-serif }
  header { padding: .2em 1em; color: #fff; background: #5a2a6b; font-weight: bold }
  main { max-width: 34em; margin: 0 auto; padding: 1em; overflow-wrap: anywhere }
  h1 { font-size: 1.4em; line-height: 1.2 }
  ul { margin: 0; padding: 0; list-style: none }
  button { width: 100%; min-height: 44px; margin: 0 0 .6em; padding: .7em; border: 2px solid #5a2a6b; border-radius: 4px;
    color: inherit; background: #f6f0f8; font: inherit; text-align: left; cursor: pointer }
  button:hover { background: #e9dcee }
  button:focus-visible { outline: 4px solid #b26a00; outline-offset: 2px }
  button span { display: block; font-size: .85em }
  button.plain { background: #fff }`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
