/** All of a person's data in one ZIP file, made while it is sent: what programs and people read, and the files themselves. */
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type PersonalFile, personalFiles } from '../../db/personal-files.ts';
import type { Person } from '../../db/personal-rows.ts';
import { unseal } from '../../db/secrets.ts';
import { attach } from '../citizen/takeaway.ts';
import type { Context } from '../context.ts';
import type { Services } from '../services.ts';
import type { PersonalData } from './personal-data.ts';
import { personalJson, personalPdf } from './taking.ts';

/** Nothing is compressed: pictures and PDF files are already, and so its size is known before it is sent. */
export async function sendArchive(
  ctx: Context,
  services: Services,
  { data, person, name }: { data: PersonalData; person: Person; name: string },
): Promise<void> {
  const { lang } = ctx.state;
  const files = await personalFiles(services.db, person);
  const there = await Promise.all(files.map(({ id }) => services.store.has(id)));
  const zip = new ZipFile();
  const add = (path: string, content: Buffer) => zip.addBuffer(content, path, { compress: false });
  add('donnees.json', Buffer.from(personalJson(services, data, lang)));
  add('donnees.pdf', await personalPdf(services, data, lang));
  addFiles(
    zip,
    services,
    files.filter((_, index) => there[index]),
  );
  const absent = files.filter((_, index) => !there[index]);
  if (absent.length > 0) {
    services.log.error({ files: absent.map(({ id }) => id) }, 'files of a person are not in the store');
    add('fichiers-absents.txt', Buffer.from(`${missing[lang]}\n\n${absent.map(pathOf).join('\n')}\n`));
  }
  ctx.length = await ended(zip);
  ctx.body = zip.outputStream;
  attach(ctx, 'application/zip', `${name}.zip`);
}

/** One file is open at a time; who stops the download closes it. */
function addFiles(zip: ZipFile, { store, key }: Services, files: readonly PersonalFile[]): void {
  const output = zip.outputStream as Readable;
  let open: Readable | undefined;
  output.once('close', () => open?.destroy());
  // A file that was changed breaks the download off: half of one must not look like the whole.
  const breakOff = (error: Error) => void output.destroy(error);
  zip.on('error', breakOff);
  files.forEach((file, index) => {
    const options = { compress: false, size: file.sizeBytes, mtime: file.at };
    zip.addReadStreamLazy(pathOf(file, index), options, (give) => {
      store.read(file.id, unseal(key, file.keySealed)).then(
        (stream) => {
          open = stream.once('error', breakOff);
          give(null, stream);
        },
        (error) => give(error, undefined as never),
      );
    });
  });
}

/** Names are as they were sent, so two may be alike. */
const pathOf = ({ of, fileName }: PersonalFile, index: number) =>
  `fichiers/${of}/${String(index + 1).padStart(3, '0')}-${fileName.replaceAll(/[\\/]/g, '_')}`;

/** The types of the library know of no size. @returns it, in bytes */
const ended = (zip: ZipFile) =>
  new Promise<number>((resolve) => {
    zip.end({ forceZip64Format: false, comment: '' }, resolve as () => void);
  });

const missing = {
  fr: 'Ces fichiers sont inscrits chez nous, mais n’ont pas pu être lus. Écrivez à la mairie :',
  en: 'These files are on our records, but could not be read. Write to the town hall:',
};
