import { z } from 'zod';
import { newRouter } from '../context.ts';
import { line, required } from '../forms.ts';
import { parse } from '../parse.ts';
import type { Services } from '../services.ts';
import { signIn } from './sign-in.ts';

export const signInSchema = z.object({
  email: line(254),
  password: z.string(required).min(1, required).max(200),
  otp: z
    .string()
    .max(40)
    .optional()
    .describe('Of the second factor, for who has one: a code of the app or a recovery code'),
});

export function sessionRoutes(services: Services) {
  return newRouter('/sessions').post('/', async (ctx) => {
    const { token, agent } = await signIn(ctx, services, parse(signInSchema, ctx.request.body, ctx.state.lang));
    ctx.status = 201;
    ctx.body = {
      token,
      agent: {
        id: agent.id,
        email: agent.email,
        displayName: agent.displayName,
        role: agent.role,
        services: agent.services,
      },
    };
  });
}
