import type { CredentialPages } from '../pages/credentials-view.ts';
import type { ExampleWords } from './words.ts';

/** The pages by which agents prove who they are, with everything that they may show. */
export function exampleCredentialPages(words: ExampleWords): CredentialPages {
  const id = '0190f3a2-0000-7000-8000-000000000001';
  return {
    'sign-in': {
      email: 'agent@exempleville.example.org',
      next: '/agent',
      identity: {
        name: words.service.name,
        aboutUrl: '/identite',
        startUrl: '/agent/connexion/identite?suite=/agent',
        there: true,
      },
      errors: [],
    },
    'sign-in-code': { next: '/agent', errors: [{ href: '#code', text: words.error }] },
    'second-factor': {
      key: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
      pictureUrl: '/agent/compte/second-facteur/image',
      mustProve: true,
      errors: [{ href: '#code', text: words.error }],
    },
    'recovery-codes': { codes: ['HVKT7-N3XQR-PMW4D-AHVKT', 'N3XQR-PMW4D-AHVKT-7HVKT'], isNew: true },
    'choose-password': {
      name: words.agent,
      action: '/agent/mot-de-passe/lien',
      errors: [{ href: '#password', text: words.error }],
    },
    'agent-account': {
      name: words.agent,
      email: 'agent@exempleville.example.org',
      role: words.title,
      services: [words.service.name, words.otherTitle],
      hasPassword: true,
      secondFactor: true,
      mustProve: false,
      codesLeft: 7,
      sessions: [
        { id, device: 'Firefox, Linux', openedAt: words.date, seenAt: words.date, current: true },
        { id, device: 'Safari, iOS', openedAt: words.date, seenAt: words.due, current: false },
      ],
      tokens: [{ id, name: words.otherTitle, scopes: words.title, expiresOn: words.due, usedAt: words.date }],
      scopes: [
        { value: 'requests:read', label: words.title, checked: true },
        { value: 'tasks:answer', label: words.otherTitle, checked: false },
      ],
      tokenName: '',
      newToken: { name: words.title, token: 'api_exemple' },
      errors: [
        { href: '#name', text: words.error },
        { href: '#scope-1', text: words.error },
      ],
      notice: words.status,
    },
    readings: {
      reference: '2026-004217',
      readings: [
        { at: words.date, agent: words.agent },
        { at: words.due, agent: words.agent, fileName: 'livret.pdf' },
      ],
    },
    accounts: {
      accounts: [
        {
          id,
          displayName: words.agent,
          email: 'agent@exempleville.example.org',
          role: words.title,
          active: true,
          secondFactor: true,
          linked: true,
        },
      ],
      link: { name: words.agent, url: 'https://demarches.exempleville.example.org/agent/mot-de-passe/exemple' },
      notice: words.status,
    },
  };
}
