export { migrate, openDatabase } from './data-source.ts';
export { type DemoAccount, seedDemoTown } from './demo-town.ts';
