/** Where the engine is, and what whoever speaks to it must agree on. */
import type { PayloadKey } from './payload-codec.ts';

/** Certificates in PEM form, as the engine's clients take them; without any, those that the system trusts. */
export interface EngineTls {
  serverNameOverride?: string;
  serverRootCACertificate?: Uint8Array;
  clientCertPair?: { crt: Uint8Array; key: Uint8Array };
}

export interface EngineAddress {
  /** `host:port`. */
  address: string;
  namespace: string;
  /** Absent where the way is not encrypted. */
  tls?: EngineTls | undefined;
  /** The town's key, 32 bytes: payloads are encrypted by it. */
  key: PayloadKey;
}
