export { Closure } from './closure.ts';
export { Comment } from './comment.ts';
export { Correction, RateLimit } from './follow-up.ts';
export { Agent, Citizen, Membership, Service, Session } from './people.ts';
export { Booking, Redirection, Resource, Support } from './places.ts';
export { Document, Email, IdempotencyKey, Journal, Message, Outbox } from './records.ts';
export { Request, Step, Task } from './request.ts';
export { RoutingRule } from './routing.ts';
export { Survey, Town } from './town.ts';
