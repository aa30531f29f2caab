import { accountTexts } from './account.ts';
import { administrationTexts } from './administration.ts';
import { archiveTexts } from './archives.ts';
import { credentialTexts } from './credentials.ts';
import { designerTexts } from './designer.ts';
import { deskTexts } from './desk.ts';
import { entryTexts } from './entry.ts';
import { followTexts } from './follow.ts';
import { formTexts } from './form.ts';
import type { fr } from './fr.ts';
import { helpTexts } from './help.ts';
import { interventionTexts } from './interventions.ts';
import { legalTexts } from './legal.ts';
import { letterTexts } from './letter.ts';
import { lettersTexts } from './letters.ts';
import { mailboxTexts } from './mailbox.ts';
import { offlineTexts } from './offline.ts';
import { operatorTexts } from './operator.ts';
import { publicTexts } from './public.ts';
import { requestTexts } from './request.ts';
import { retentionTexts } from './retention.ts';
import { rightsTexts } from './rights.ts';
import { statisticsTexts } from './statistics.ts';
import { surveyTexts } from './survey.ts';
import { worklistTexts } from './worklist.ts';

/** Every sentence of the pages and of the letter, in English. */
export const en: Record<keyof typeof fr, string> = {
  'common.colon': ':',
  'common.optional': '(optional)',
  'common.email': 'Email',
  'common.service': 'Service',
  'common.reference': 'Reference',
  'common.next': 'Next page',

  'layout.skip': 'Skip to main content',
  'layout.language': 'Language',
  'layout.menu': 'Main menu',
  'layout.catalogue': 'Services',
  'layout.follow': 'Follow a request',
  'layout.signedInAs': 'Signed in: {name}',
  'layout.signOut': 'Sign out',
  'layout.demonstration': 'Demonstration',
  'layout.demonstrationText': 'This town does not exist: no request made here will be dealt with.',
  'layout.footer': 'About this site',
  'layout.accessibility': 'Accessibility: not compliant',
  'layout.accessibilityPartial': 'Accessibility: partly compliant',
  'layout.accessibilityFull': 'Accessibility: fully compliant',
  'layout.terms': 'Terms of use',
  'layout.personalData': 'Personal data',
  'layout.legalNotices': 'Legal notices',
  'layout.statistics': 'How long we take',
  'layout.agents': 'Staff access',
  'layout.errorPrefix': 'Error: ',
  'layout.errorTitle': 'There is a problem',
  'layout.success': 'Done',

  'home.title': 'Town hall services online',
  'home.lead':
    'Make your request without an account. You get a reference to follow it, and each answer by email or by post.',
  'home.often': 'What would you like to do?',
  'home.all': 'See all services',
  'home.followTitle': 'Have you already made a request?',
  'home.followText': 'Have its reference and your tracking code at hand.',
  'home.otherTitle': 'Would you rather talk to us?',
  'home.otherText': 'Every request can also be made at the counter, by telephone or by post.',

  'error.help': 'What to do',
  'error.home': 'Back to the home page',
  'error.contact': 'If it happens again, write to us at {email} or call {phone}.',
  'error.requestId': 'Number to give us: {id}',

  ...accountTexts.en,
  ...administrationTexts.en,
  ...credentialTexts.en,
  ...designerTexts.en,
  ...entryTexts.en,
  ...followTexts.en,
  ...formTexts.en,
  ...helpTexts.en,
  ...interventionTexts.en,
  ...legalTexts.en,
  ...letterTexts.en,
  ...lettersTexts.en,
  ...mailboxTexts.en,
  ...offlineTexts.en,
  ...operatorTexts.en,
  ...publicTexts.en,
  ...requestTexts.en,
  ...retentionTexts.en,
  ...archiveTexts.en,
  ...rightsTexts.en,
  ...deskTexts.en,
  ...statisticsTexts.en,
  ...surveyTexts.en,
  ...worklistTexts.en,
};
