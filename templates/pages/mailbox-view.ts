/** What the pages of the embedded mailbox are given. */
export interface MailboxPages {
  mailbox: { messages: { url: string; to: string; subject: string; at: string }[] };
  'mailbox-message': {
    to: string;
    subject: string;
    at: string;
    text: string;
    htmlUrl: string;
    attachments: { name: string; size: string; url: string }[];
  };
}
