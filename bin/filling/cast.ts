import { rows, type Sql } from '../../db/sql.ts';
import type { Dice } from '../simulation/dice.ts';
import { pick } from './made-up.ts';

interface CastMember {
  id: string;
  role: string;
  services: string[];
}

/** Who works in the town: for each act somebody of the service who may do it. */
export class Cast {
  readonly #members: readonly CastMember[];

  static async of(on: Sql): Promise<Cast> {
    return new Cast(
      await rows<CastMember>(
        on,
        `select a.id, a.role, array_agg(m.service_id) as services from agent a join membership m on m.agent_id = a.id
         where a.active group by a.id order by a.email`,
      ),
    );
  }

  private constructor(members: readonly CastMember[]) {
    this.#members = members;
  }

  /** @throws Error in one line where nobody could */
  pick(role: 'agent' | 'counter' | 'technician' | 'manager', service: string, dice: Dice): string {
    const serving = this.#members.filter(({ services }) => services.includes(service));
    const fit = serving.filter((member) => member.role === role);
    const able = fit.length > 0 ? fit : serving.filter((member) => ['agent', 'manager'].includes(member.role));
    if (able.length > 0) return pick(able, dice).id;
    throw new Error(`nobody works for the service "${service}": give it an agent at /administration`);
  }
}
