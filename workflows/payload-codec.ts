import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

const encoding = new TextEncoder().encode('binary/encrypted');

/**
 * Encrypts everything that the engine stores (AES-256-GCM). Processes hold no personal data to begin with (I7); this is
 * the second lock. Used by the relay's client and by the worker, never inside the workflow bundle.
 *
 * @param key 32 bytes
 */
export function payloadCodec(key: Uint8Array): PayloadCodec {
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(key, payload)),
    // What was written before a key was set is passed on as it is.
    decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? decrypt(key, payload) : payload)),
  };
}

function encrypt(key: Uint8Array, payload: Payload): Payload {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const plain = proto.temporal.api.common.v1.Payload.encode(payload).finish();
  return {
    metadata: { encoding },
    data: Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  };
}

function decrypt(key: Uint8Array, payload: Payload): Payload {
  const sealed = Buffer.from(payload.data!);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return proto.temporal.api.common.v1.Payload.decode(
    Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]),
  );
}

const isEncrypted = (payload: Payload) => Buffer.from(payload.metadata?.encoding ?? []).equals(encoding);
