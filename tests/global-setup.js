import { register } from 'tsx/esm/api';

/** Starts what all test files share: PostgreSQL with a template database, the engine, the workflow bundle. */
export default async function setUp() {
  const unregister = register();
  const { startShared } = await import('./shared.ts');
  globalThis.__shared = await startShared();
  await unregister();
}
