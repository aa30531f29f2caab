import { z } from 'zod';
import { channels } from '../../workflows/contract.ts';

const date = z.iso.date();
const count = z.int().min(0);

export const statistics = z.object({
  from: date,
  to: date,
  service: z.string().nullable(),
  channel: z.enum(channels).nullable(),
  items: z.array(
    z.object({
      type: z.string(),
      title: z.string(),
      received: count.describe('Within the period'),
      open: count.describe('Now, whenever they came'),
      ended: count.describe('Within the period'),
      medianDays: z.number().nullable().describe('From receipt to the end; null where fewer than ten have ended'),
      p90Days: z.number().nullable().describe('Nine in ten took no longer'),
      onTimeShare: z.number().min(0).max(1).nullable().describe('Of those that ended, by the day that was promised'),
      outcomes: z.record(z.string(), count).describe('Of those that ended'),
      channels: z.record(z.enum(channels), count).describe('Of those that were received'),
    }),
  ),
});
