import { z } from 'zod';
import { newRouter } from '../context.ts';
import { line, required } from '../forms.ts';
import { parse } from '../parse.ts';
import type { Services } from '../services.ts';
import { signIn } from './tokens.ts';

export const signInSchema = z.object({
  email: line(254),
  password: z.string(required).min(1, required).max(200),
  otp: z.string().max(10).optional(),
});

export function sessionRoutes(services: Services) {
  return newRouter('/sessions').post('/', async (ctx) => {
    const { email, password } = parse(signInSchema, ctx.request.body, ctx.state.lang);
    const { token, agent } = await services.limits.signIn(ctx, email, () => signIn(services, email, password));
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
