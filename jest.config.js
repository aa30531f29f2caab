// Everything runs as ES modules, as in production; swc strips the types, and `npm run check` checks them.
const typescript = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.guichet'],
};

export default {
  testSequencer: '<rootDir>/tests/longest-first.js',
  reporters: ['default', '<rootDir>/tests/closing-line.js'],
  testTimeout: 60_000,
  // A test mostly waits for the engine, the database or the browser: one for each core keeps them busy.
  maxWorkers: '100%',
  // Modules of files that are over stay in memory: a process that has many begins anew, before it only collects garbage.
  workerIdleMemoryLimit: '1.5GB',
  // The engine's native part keeps a handle that nothing releases (temporalio/sdk-typescript#928).
  forceExit: true,
  projects: [
    {
      ...typescript,
      displayName: 'rules',
      testMatch: [
        '<rootDir>/tests/architecture.test.ts',
        '<rootDir>/tests/{kit,templates,docs}/**/*.test.ts',
        '<rootDir>/tests/bin/config.test.ts',
      ],
    },
    {
      ...typescript,
      displayName: 'town',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        'tests/architecture',
        'tests/kit/',
        'tests/templates/',
        'tests/docs/',
        'tests/bin/config',
      ],
      globalSetup: '<rootDir>/tests/global-setup.js',
      globalTeardown: '<rootDir>/tests/global-teardown.js',
    },
  ],
};
