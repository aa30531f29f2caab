/** A form as a browser without scripts goes through it: posts, redirections and the cookies between. */
export type FormClient = ReturnType<typeof formClient>;

export interface Page {
  status: number;
  /** Where it leads. */
  location: string | null;
  html: string;
  cookies: string[];
}

/** @param headers sent with each call */
export function formClient(url: string, headers: Record<string, string> = {}) {
  const jar = new Map<string, string>();

  async function call(path: string, options: RequestInit = {}): Promise<Page> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url + path, {
      redirect: 'manual',
      ...options,
      headers: { 'accept-language': 'fr', cookie, ...headers, ...options.headers },
    });
    const cookies = answer.headers.getSetCookie();
    for (const set of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (!name!.endsWith('.sig')) jar.set(name!, value!);
    }
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text(), cookies };
  }

  const post = (path: string, fields: Record<string, string> = {}) =>
    call(path, { method: 'POST', body: new URLSearchParams(fields) });
  const send = (path: string, body: FormData) => call(path, { method: 'POST', body });

  return {
    jar,
    get: (path: string) => call(path),
    post,
    send,
    begin: (type: string) => post(`/demarches/${type}`),
    /** Answers one page after the other and goes to where all is checked, if all is right. */
    async answer(type: string, pages: Readonly<Record<string, Record<string, string>>>): Promise<Page> {
      await post(`/demarches/${type}`);
      for (const [step, fields] of Object.entries(pages)) {
        if (step === 'pieces-jointes') await send(`/demarches/${type}/${step}`, formData(fields));
        else await post(`/demarches/${type}/${step}`, fields);
      }
      return call(`/demarches/${type}/verifier`);
    },
  };
}

/** As a page with files posts its fields. */
export function formData(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Every page of a birth certificate, answered rightly by nobody. */
export const birthCertificatePages = {
  kind: { 'fields.kind': 'full copy' },
  applicant: { 'fields.applicant': 'self' },
  person: {
    'fields.person.givenName': 'Camille',
    'fields.person.familyName': 'Exemple',
    'fields.person.birthDate.day': '31',
    'fields.person.birthDate.month': '1',
    'fields.person.birthDate.year': '1990',
  },
  parents: { 'fields.parents': 'Dominique Exemple et Sacha Exemple' },
  need: { 'fields.need': '' },
  'pieces-jointes': { action: 'next' },
  coordonnees: { 'citizen.givenName': 'Camille', 'citizen.familyName': 'Exemple' },
};
