import type { Operation } from '../public/operation.ts';
import { statisticsSchema } from './figures.ts';
import { statistics } from './shapes.ts';

export const statisticsOperations: Readonly<Record<string, Operation>> = {
  'GET /statistics': {
    tag: 'Statistics',
    summary: 'Volumes and delays by request type, of the services that a manager is in charge of',
    who: 'agent',
    scope: 'statistics:read',
    query: statisticsSchema,
    answer: statistics,
    problems: ['FORBIDDEN'],
  },
  'GET /statistics.csv': {
    tag: 'Statistics',
    summary: 'The same for a spreadsheet: UTF-8, semicolons, decimal commas',
    who: 'agent',
    scope: 'statistics:read',
    query: statisticsSchema,
    problems: ['FORBIDDEN'],
  },
};
