/** What a town says of itself. Its pages, emails and letter are made from it. */
import { z } from 'zod';
import { contrastOfBrand, leastContrast } from '../../templates/colours.ts';
import { logoOfDataUri } from './logo.ts';

export type TownSettings = z.infer<typeof townSettings>;

const text = (maxLength: number) =>
  z
    .string({ error: 'is missing: give a text' })
    .trim()
    .min(1, { error: 'is empty' })
    .max(maxLength, { error: `is too long: at most ${maxLength} signs` })
    .refine((typed) => !/[\p{Cc}\p{Cs}]/u.test(typed), {
      error: 'has signs that can not be printed, or several lines',
    });
const postalLines = z
  .array(text(100), { error: 'is missing: give a list of lines' })
  .min(1, { error: 'is empty: give at least one line' })
  .max(7, { error: 'has more than 7 lines' });
const lines = z
  .array(text(500), { error: 'is missing: give a list of lines' })
  .max(60, { error: 'has more than 60 lines' });
const notARate = 'is not a rate: give a whole number from 0 to 100';
const civilDay = z.iso.date({ error: 'is not a date: give one such as "2026-11-24"' });
const email = z.email({ error: 'is not an email address: give one such as mairie@ville.example' }).max(254);
// The law wants telephone numbers of public services that cost no more than an ordinary call.
const phone = z
  .string({ error: 'is missing: give a telephone number' })
  .regex(/^\+?[\d .]{8,20}$/, { error: 'is not a telephone number: give one such as 01 99 00 00 00' })
  .refine((number) => !/^0\s*8\s*[19]/.test(number), { error: 'costs the caller more than an ordinary call' });
const words = z.strictObject({ fr: text(300), en: text(300) });

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'is not a time: give one such as "08:30"' });
const day = z
  .array(z.tuple([time, time], { error: 'is not a period: give two times, such as ["08:30", "12:00"]' }), {
    error: 'is missing: give a list of periods, [] for a day on which the town hall is closed',
  })
  .max(4, { error: 'has more than 4 periods' })
  .refine((periods) => periods.flat().every((at, index, all) => index === 0 || all[index - 1]! < at), {
    error: 'has periods that overlap, or end before they begin',
  });

export const townSettings = z.strictObject(
  {
    name: text(80),
    /** Postal lines, the last one being postcode and town. */
    address: postalLines,
    email,
    phone,
    siret: z
      .string()
      .regex(/^\d{14}$/, { error: 'is not a SIRET number: give its 14 digits' })
      .optional(),
    openingHours: z.strictObject(
      { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
      { error: 'is missing: give a list of periods for each day from monday to sunday' },
    ),
    /** What the hours by weekday do not say: the weeks of August, the days before holidays. */
    openingNote: words.optional(),
    /** `#rrggbb`: white words stand on it, and links have it. */
    colour: z
      .string({ error: 'is missing: give a colour such as "#12505b"' })
      .regex(/^#[\da-f]{6}$/i, { error: 'is not a colour: give one such as "#12505b"' })
      .toLowerCase()
      .refine((colour) => !/^#[\da-f]{6}$/.test(colour) || contrastOfBrand(colour) >= leastContrast, {
        error: ({ input }) =>
          `is too light to be read: its contrast is ${contrastOfBrand(String(input)).toFixed(1)}, and ${leastContrast} is needed. Give a darker one`,
      }),
    /** `data:image/svg+xml;base64,…` or PNG. */
    logo: z
      .string()
      .superRefine((uri, context) => {
        const logo = logoOfDataUri(uri);
        if (typeof logo === 'string') context.addIssue({ code: 'custom', message: logo });
      })
      .optional(),
    /** Who answers for the publication: the mayor. */
    director: text(120),
    /** Name, postal lines and telephone of who hosts the site. */
    host: postalLines,
    /** Who decides in the town's name, and the court that hears about it (CJA, art. R312-1): an acknowledgement names both. */
    appeal: z.strictObject({ authority: text(120), court: text(120), courtAddress: postalLines }).optional(),
    /** The data-protection officer. */
    dataProtection: z.strictObject(
      { name: text(120), address: postalLines.optional(), email, phone: phone.optional() },
      { error: 'is missing: give the name and the email address of the data-protection officer' },
    ),
    accessibility: z.strictObject(
      {
        statedOn: civilDay,
        /** The scheme over several years, with this year's plan (law no. 2005-102, art. 47). */
        planUrl: z.url({ protocol: /^https?$/, error: 'is not an address: give one such as https://…' }).optional(),
      },
      { error: 'is missing: give the day of the accessibility statement as { "statedOn": "2026-11-24" }' },
    ),
    /** The last audit of accessibility: without one, the site says that it does not comply. */
    audit: z
      .strictObject({
        on: civilDay,
        by: text(120),
        /** Of the criteria of the RGAA that apply, how many are met, in per cent. */
        rate: z.int({ error: notARate }).min(0, { error: notARate }).max(100, { error: notARate }),
        tools: lines,
        environments: lines,
        sample: lines,
        failures: lines.optional(),
        exemptions: lines.optional(),
      })
      .optional(),
    /** The decision that the service is secure enough to be open (RGS, décret no. 2010-112, art. 5): it is public. */
    certification: z.strictObject({ on: civilDay, by: text(120), until: civilDay }).optional(),
    languages: z
      .array(z.enum(['fr', 'en'], { error: 'is unknown: give "fr" or "en"' }), {
        error: 'is missing: give ["fr"] or ["fr", "en"]',
      })
      .refine((all) => all.includes('fr'), { error: 'must have "fr": the language of the Republic is French' })
      .refine((all) => new Set(all).size === all.length, { error: 'has a language twice' }),
    /** True for a town that does not exist, which every page then says. */
    demonstration: z.boolean({ error: 'is missing: give true or false' }),
  },
  { error: 'is missing: give an object with the settings' },
);

/** One line for each fault: the setting, as `openingHours.monday.0.1`, and what to give. */
export function townFaults(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `${[...issue.path, issue.keys[0]].join('.')} is no setting of a town`;
    return `${issue.path.join('.') || 'the file'} ${issue.message}`;
  });
}
