/** What pages show of a document, and of a piece that a process asks for. */
export interface DocumentView {
  title: string;
  /** Absent of what came on paper. */
  file?: { name: string; size: string } | undefined;
  /** Of what is given out: no paper, and no virus. */
  url?: string | undefined;
  sentOn: string;
  state: 'received' | 'accepted' | 'refused' | 'infected';
  stateText: string;
  reason?: string | undefined;
  /** No antivirus has looked at the file, as agents are told. */
  unexamined: boolean;
}

/** Where a piece stands: `expired` when its document has grown older than the piece allows. */
export interface PieceStateView {
  title: string;
  state: 'missing' | DocumentView['state'] | 'expired';
  stateText: string;
  /** Why it was refused. */
  reason?: string | undefined;
}
