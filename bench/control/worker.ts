import { fileURLToPath } from 'node:url';
import { DefaultLogger, type InjectedSinks, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createTransport } from 'nodemailer';
import { type Activities, controlQueue, type WaitSinks } from './workflow.ts';

// The worker of the control, as a process of its own. It is told its addresses by the environment.

Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
const mailer = createTransport({ url: process.env.SMTP_URL!, pool: true, maxConnections: 5 } as object);

const activities: Activities = {
  async sendMail({ address, text }) {
    await mailer.sendMail({
      from: 'Control <control@guichet.example>',
      to: address,
      subject: `Your request: ${text}`,
      text: `${text}\n${line.repeat(100)}`,
    });
  },
};
// As long as an email of the product without its letter.
const line = 'A line of a letter that a town hall writes to a citizen, with some eighty characters.\n';

const sinks: InjectedSinks<WaitSinks> = {
  waits: {
    reached: {
      fn: ({ workflowId }, wait) => void process.send?.({ reached: { workflowId, wait } }),
      callDuringReplay: false,
    },
  },
};

const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS! });
const worker = await Worker.create({
  connection,
  namespace: process.env.TEMPORAL_NAMESPACE!,
  taskQueue: controlQueue,
  workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
  activities,
  sinks,
  // As in activities/worker.ts: what is compared is the processes, not their settings.
  maxCachedWorkflows: 500,
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 20,
  maxConcurrentActivityTaskExecutions: 20,
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 14 },
  // Here every mail is a normal activity: two pollers would be a handicap.
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 5 },
  stickyQueueScheduleToStartTimeout: '2 seconds',
  shutdownGraceTime: '1 second',
  shutdownForceTime: '2 seconds',
});

const stop = () => worker.getState() === 'RUNNING' && worker.shutdown();
process.on('SIGTERM', stop);
process.on('disconnect', stop);
const ran = worker.run();
process.send?.({ ready: true });
await ran;
await connection.close();
mailer.close();
process.exit(0);
