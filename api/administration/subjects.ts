import { breaches } from '../rights/breaches.ts';
import { absences } from './absences.ts';
import { agents } from './agents.ts';
import { closures } from './closures.ts';
import { districts } from './districts.ts';
import { rooms } from './rooms.ts';
import { services } from './services.ts';
import type { Subject } from './subject.ts';

/** In the order in which a file of the town is read: a row names others that come before it. */
export const subjects = [services, agents, absences, closures, rooms, districts] as unknown as readonly Subject[];

/** All that has a list and forms. Breaches are the town's own history: no file takes them elsewhere. */
export const administered = [...subjects, breaches as unknown as Subject];
