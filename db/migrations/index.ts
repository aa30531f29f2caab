export { Foundation1764000000000 } from './0001-foundation.ts';
export { Vocabulary1764100000000 } from './0002-vocabulary.ts';
export { Routing1764200000000 } from './0003-routing.ts';
export { SharedRequests1764300000000 } from './0004-shared-requests.ts';
export { Closures1764400000000 } from './0005-closures.ts';
export { SurveyAndTown1764800000000 } from './0008-survey-and-town.ts';
export { FollowUp1764900000000 } from './0009-follow-up.ts';
export { Drafts1765000000000 } from './0010-drafts.ts';
