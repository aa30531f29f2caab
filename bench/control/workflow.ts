import { condition, defineSignal, proxyActivities, proxySinks, type Sinks, setHandler } from '@temporalio/workflow';

/** The same shape as the birth certificate's process, and nothing beside it. */
export async function controlV1(address: string): Promise<string> {
  let documents = false;
  let decision: string | undefined;
  setHandler(defineSignal(documentSignal), () => {
    documents = true;
  });
  setHandler(defineSignal<[string]>(decisionSignal), (answer) => {
    decision = answer;
  });

  await sendMail({ address, text: 'acknowledgement' });
  waits.reached('citizen');
  if (!(await condition(() => documents, '30 days'))) return 'abandoned';
  waits.reached('agent');
  await condition(() => decision !== undefined, '7 days');
  await sendMail({ address, text: 'reply' });
  return decision ?? 'late';
}

export const documentSignal = 'document';
export const decisionSignal = 'decision';
export const controlQueue = 'control';

export interface Mail {
  address: string;
  text: 'acknowledgement' | 'reply';
}
export interface Activities {
  sendMail(mail: Mail): Promise<void>;
}
/** Tells the process outside which wait has been reached: a query would cost the engine a task of its own. */
export interface WaitSinks extends Sinks {
  waits: { reached(wait: 'citizen' | 'agent'): void };
}

const { sendMail } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});
const { waits } = proxySinks<WaitSinks>();
