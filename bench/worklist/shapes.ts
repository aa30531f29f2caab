import { demoDistricts } from '../../db/demo-people.ts';
import { exampleFields } from '../../tests/request-types/examples.ts';
import type { TaskKind, TaskRole } from '../../workflows/contract.ts';
import { explore, type PathStep } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { services } from '../../workflows/services.ts';

/** One of the places where an open request may stand: its type, what it waits for, and what was answered before. */
export interface Shape {
  type: string;
  revision: number;
  service: string;
  fields: object;
  facts: Record<string, string>;
  /** The field that says in words what it is about, and the field of its place. */
  textField: string | null;
  placeField: string | null;
  districts: string[];
  task: ShapeTask;
  /** At most two. */
  before: (ShapeTask & { answer: string })[];
}

export interface ShapeTask {
  ordinal: number;
  name: string;
  kind: TaskKind;
  role: TaskRole;
  service: string;
  answers: string[];
  pieces: string[];
}

/** Every wait of every request type, found by the explorer, so that a type that comes is here too. */
export async function shapesOfAllTypes(): Promise<Shape[]> {
  const shapes = await Promise.all(requestTypes.map(shapesOf));
  return shapes.flat();
}

async function shapesOf(type: RequestType): Promise<Shape[]> {
  const shapes = new Map<string, Shape>();
  for (const { steps } of await explore(type))
    for (const [index, step] of steps.entries()) {
      const task = taskOf(step, type);
      if (!task || shapes.has(task.name)) continue;
      const before = steps.slice(0, index).flatMap((one) => {
        const former = taskOf(one, type);
        return former?.answers.includes(one.result) ? [{ ...former, answer: one.result }] : [];
      });
      shapes.set(task.name, { ...headOf(type), task, before: before.slice(-2) });
    }
  return [...shapes.values()];
}

function headOf(type: RequestType): Omit<Shape, 'task' | 'before'> {
  const fields: Record<string, unknown> = exampleFields[type.id as keyof typeof exampleFields]();
  const texts = Object.entries(type.form).filter(([, field]) => field.kind === 'text');
  const choices = Object.entries(type.form).filter(([name, field]) => field.kind === 'choice' && name in fields);
  return {
    type: type.id,
    revision: type.revision,
    service: type.service,
    fields,
    facts: Object.fromEntries(choices.map(([name]) => [name, String(fields[name])])),
    textField: texts.find(([, field]) => field.kind === 'text' && field.long)?.[0] ?? null,
    placeField: 'place' in type.form ? 'place' : null,
    districts: 'district' in type.form ? demoDistricts.map(({ id }) => id) : [],
  };
}

const kinds: Partial<Record<PathStep['verb'], TaskKind>> = {
  askCitizen: 'citizen',
  askAgent: 'agent',
  askOpinion: 'opinion',
  intervene: 'intervention',
  wait: 'wait',
};

function taskOf(step: PathStep, type: RequestType): ShapeTask | undefined {
  const kind = kinds[step.verb];
  if (!kind) return undefined;
  return {
    ordinal: step.ordinal,
    name: step.parts?.[0] ?? step.name,
    kind,
    role: step.by ?? 'agent',
    service: step.who && step.who in services ? step.who : type.service,
    answers: step.answers.filter((answer) => answer !== 'no reply' && answer !== 'no opinion'),
    pieces: [...(step.pieces ?? [])],
  };
}
