import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

/** 32 bytes; where the key was changed, the new one, and behind it those that older histories were written by. */
export type PayloadKey = Uint8Array | readonly Uint8Array[];

const encoding = new TextEncoder().encode('binary/encrypted');

/**
 * Encrypts everything that the engine stores (AES-256-GCM). Processes hold no personal data to begin with (I7); this is
 * the second lock. Used by the relay's client and by the worker, never inside the workflow bundle.
 */
export function payloadCodec(key: PayloadKey): PayloadCodec {
  const keys = key instanceof Uint8Array ? [key] : key;
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(keys[0]!, payload)),
    // What was written before a key was set is passed on as it is.
    decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? decrypt(keys, payload) : payload)),
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

/** The tag tells which key it was. */
function decrypt([key, ...others]: readonly Uint8Array[], payload: Payload): Payload {
  try {
    return decryptBy(key!, payload);
  } catch (error) {
    if (others.length === 0) throw error;
    return decrypt(others, payload);
  }
}

function decryptBy(key: Uint8Array, payload: Payload): Payload {
  const sealed = Buffer.from(payload.data!);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return proto.temporal.api.common.v1.Payload.decode(
    Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]),
  );
}

const isEncrypted = (payload: Payload) => Buffer.from(payload.metadata?.encoding ?? []).equals(encoding);
