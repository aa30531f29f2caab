/** What may be wrong with a routing table: codes for programs, sentences for who corrects it. */

export type RoutingFaultCode =
  | 'DMN_TOO_LARGE'
  | 'DMN_NOT_XML'
  | 'DMN_DOCTYPE'
  | 'DMN_UNREADABLE'
  | 'DMN_NO_TABLE'
  | 'DMN_NO_RULE'
  | 'DMN_TWICE'
  | 'DMN_HIT_POLICY'
  | 'DMN_INPUT'
  | 'DMN_OUTPUT'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_FIELD'
  | 'FIELD_NOT_ROUTABLE'
  | 'UNKNOWN_OPTION'
  | 'UNKNOWN_SERVICE'
  | 'FEEL_SYNTAX'
  | 'FEEL_NOT_ALLOWED'
  | 'DUPLICATE_RULE'
  | 'NEVER_MATCHES';

export interface RoutingFault {
  code: RoutingFaultCode;
  type?: string;
  /** Of the rule in its table, from 1. */
  position?: number;
  text: string;
}

/** Everything that is wrong with a table or a file, at once. */
export class RoutingFaults extends Error {
  readonly faults: readonly RoutingFault[];

  constructor(faults: readonly RoutingFault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}

/** `UNKNOWN_OPTION street-problem, rule 3: …`, one line. */
export function faultLine({ code, type, position, text }: RoutingFault): string {
  const place = [type, position && `rule ${position}`].filter(Boolean).join(', ');
  return `${code} ${place ? `${place}: ` : ''}${text}`.replace(/\s+/g, ' ');
}
