export { Agent, Citizen, Membership, Service, Session } from './people.ts';
export { Document, Email, IdempotencyKey, Journal, Message, Outbox } from './records.ts';
export { Request, Step, Task } from './request.ts';
