/** What the engine keeps of a run, as text that can be looked through. */
import type { Client } from '@temporalio/client';

/** Every event as text, with its payloads decoded. */
export async function decodedHistory(temporal: Client, workflowId: string): Promise<string> {
  const history = await temporal.workflow.getHandle(workflowId).fetchHistory();
  const codec = temporal.options.loadedDataConverter.payloadCodecs[0]!;
  const texts: string[] = [];
  const visit = async (value: unknown): Promise<void> => {
    if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString());
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) {
      texts.push(String(value));
      return;
    }
    if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array) {
      const [plain] = await codec.decode([value as never]);
      texts.push(Buffer.from(plain!.data!).toString());
    }
    for (const part of Object.values(value)) await visit(part);
  };
  await visit(history);
  return texts.join('\n');
}
