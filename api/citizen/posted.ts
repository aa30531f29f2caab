/** What browsers post, and the body of `POST /requests` that it stands for. */
import { isAsked } from '../../workflows/kit/asked.ts';
import type { Field, ListField, SimpleField } from '../../workflows/kit/fields.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { citizenSchema } from '../forms.ts';

/** Dotted names; a date in three parts; the blocks of a list by their index: `fields.items.0.what`. */
export type Posted = Readonly<Record<string, string>>;
type Questions = Readonly<Record<string, Field>>;

export function bodyOf({ id, form }: Pick<RequestType, 'id' | 'form'>, posted: Posted) {
  const names = Object.keys(citizenSchema.shape);
  return {
    type: id,
    citizen: Object.fromEntries(names.map((name) => [name, cleaned(posted[`citizen.${name}`])])),
    fields: valuesOf(form, posted, 'fields'),
  };
}

/** The answers to the questions that are asked; what was typed before another answer hid its question is left out. */
export function valuesOf(form: Questions, posted: Posted, prefix: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(form)) {
    if (isAsked(form, key, values)) values[key] = answerTo(field, `${prefix}.${key}`, posted);
  }
  return values;
}

function answerTo(field: Field, name: string, posted: Posted): unknown {
  if (field.kind === 'group') return valuesOf(field.fields, posted, name);
  return field.kind === 'list' ? blocksOf(field, name, posted) : simpleOf(field, name, posted);
}

/** The blocks of a list. Empty ones at the end were added and not used. */
function blocksOf(field: ListField, name: string, posted: Posted): Record<string, unknown>[] {
  const blocks = Array.from({ length: blockCount(field, name, posted) }, (_, index) =>
    valuesOf(field.fields, posted, `${name}.${index}`),
  );
  while (blocks.length > field.min && isBlank(blocks.at(-1)!)) blocks.pop();
  return blocks;
}

const isBlank = (block: Record<string, unknown>) => Object.values(block).every((value) => value === '');

/** How many blocks the page has: at least one, so that there is something to fill in. */
export function blockCount({ min, max }: ListField, name: string, posted: Posted): number {
  const indexes = Object.keys(posted).map((key) =>
    key.startsWith(`${name}.`) ? Number.parseInt(key.slice(name.length + 1), 10) : -1,
  );
  return Math.min(Math.max(...indexes.map((index) => index + 1), min, 1), max);
}

/** A page without buttons for more has some blocks of each list; those at the end that stay empty count for nothing. */
export function withEmptyBlocks(form: Questions, posted: Posted): Posted {
  const lists = Object.entries(form).filter((entry): entry is [string, ListField] => entry[1].kind === 'list');
  const last = lists.map(([name, { fields, max }]) => [
    `fields.${name}.${Math.min(max, 5) - 1}.${Object.keys(fields)[0]}`,
    '',
  ]);
  return { ...Object.fromEntries(last), ...posted };
}

export function withBlock(field: ListField, name: string, posted: Posted): Posted {
  const [first] = Object.keys(field.fields);
  const count = blockCount(field, name, posted);
  return count < field.max ? { ...posted, [`${name}.${count}.${first}`]: '' } : posted;
}

/** The blocks that follow move up. */
export function withoutBlock(name: string, index: number, posted: Posted): Posted {
  const moved = Object.entries(posted).flatMap(([key, value]) => {
    const [, at, rest] = key.startsWith(`${name}.`) ? (/^(\d+)(\..+)$/.exec(key.slice(name.length + 1)) ?? []) : [];
    if (at === undefined || Number(at) < index) return [[key, value]];
    return Number(at) === index ? [] : [[`${name}.${Number(at) - 1}${rest}`, value]];
  });
  return Object.fromEntries(moved);
}

function simpleOf(field: SimpleField, name: string, posted: Posted): string {
  if (field.kind === 'date') return dateOf(name, posted);
  const typed = cleaned(posted[name]);
  const isNumber = field.kind === 'text' && (field.format === 'whole number' || field.format === 'postcode');
  // « 1 000 » and « 75 001 » are how people write these.
  return isNumber ? typed.replace(/[\s\u202f\u00a0]/g, '') : typed;
}

/** Browsers end lines by two signs, and texts are pasted with signs of control in them: neither is anybody's mistake. */
const cleaned = (typed = '') => typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, ' ');

/** `2026-02-03` from 3, 2, 2026; what is no date stays as it was typed, for the schema to refuse. */
function dateOf(name: string, posted: Posted): string {
  const [day, month, year] = ['day', 'month', 'year'].map((unit) => cleaned(posted[`${name}.${unit}`]).trim()) as [
    string,
    string,
    string,
  ];
  if (!day && !month && !year) return '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
