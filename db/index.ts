export { requireClock, setClock } from './clock.ts';
export { migrate, openDatabase } from './data-source.ts';
export { type DemoAccount, seedDemoTown } from './demo-town.ts';
export { grantRights, type Roles } from './roles.ts';
