/** A browser used by its keys alone, and what a screen reader says at each stop. */
import type { CDPSession, Page } from 'playwright-core';

/** What has the focus, as a screen reader is told it. */
export interface Stop {
  role: string;
  name: string;
  /** Hints and errors. */
  description: string;
  /** The groups around it, with their hints and errors; the innermost first. */
  groups: string[];
}

export type Keys = Awaited<ReturnType<typeof keysOf>>;

/** Every stop must have a name and be seen: else the key fails. */
export async function keysOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  const press = (key: string) => page.keyboard.press(key);
  // Asked from the beginning: a browser that is asked as the key is pressed may still keep the files' window for itself.
  page.on('filechooser', () => {});

  /** Goes to the next stop, or back to the last one. */
  async function step(key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Stop> {
    await press(key);
    const stop = await focused();
    if (stop.role === 'none') throw new Error(`the end of ${page.url()} is reached`);
    if (!stop.name) throw new Error(`a ${stop.role} without a name on ${page.url()}`);
    const hidden = await page.evaluate<string | null>(unseen);
    if (hidden) throw new Error(`${stop.role} "${stop.name}" on ${page.url()}: ${hidden}`);
    return stop;
  }

  const focused = () => stopAt(session);

  /** Goes on to what is called so. */
  async function to(name: string | RegExp): Promise<Stop> {
    let stop = await step();
    while (!isCalled(stop, name)) stop = await step();
    return stop;
  }

  /** Presses Enter where the focus is, and waits for the page that this leads to. */
  async function enter(): Promise<void> {
    await Promise.all([page.waitForEvent('load'), press('Enter')]);
  }

  /** Passes over what every page begins with. */
  async function intoMain(): Promise<void> {
    const { name } = await step();
    if (name !== 'Aller au contenu principal') throw new Error(`the first stop of ${page.url()} is "${name}"`);
    await press('Enter');
  }

  return {
    page,
    press,
    step,
    focused,
    to,
    enter,
    intoMain,
    type: (words: string) => page.keyboard.type(words),
    title: async () => plain(await page.title()),
    /** Goes to a link or button of the page and takes it. */
    async take(name: string | RegExp): Promise<void> {
      await to(name);
      await enter();
    },
    /** Types into the field that is called so. */
    async write(name: string | RegExp, words: string): Promise<Stop> {
      const stop = await to(name);
      await page.keyboard.type(words);
      return stop;
    },
    /** Chooses among the radio buttons that come next. @returns the first of them */
    async choose(name: string): Promise<Stop> {
      let first = await step();
      while (first.role !== 'radio') first = await step();
      await press('Space');
      for (let options = 0; (await focused()).name !== name; options += 1) {
        if (options > 20) throw new Error(`no "${name}" on ${page.url()}`);
        await press('ArrowDown');
      }
      return first;
    },
    /** Gives a file to the field that is called so, by the window that the key opens. */
    async attach(name: string | RegExp, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
      await to(name);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Enter')]);
      await chooser.setFiles(file);
    },
  };
}

const isCalled = (stop: Stop, name: string | RegExp) =>
  typeof name === 'string' ? stop.name === name : name.test(stop.name);

interface Heard {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  description?: { value: string };
}

/** As the browser's accessibility tree has it: the tree that screen readers read. */
async function stopAt(session: CDPSession): Promise<Stop> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await session.send('Accessibility.getAXNodeAndAncestors', { objectId: result.objectId! });
  const [at, ...around] = nodes as Heard[];
  const groups = around.filter(({ ignored, role }) => !ignored && /group$/.test(role?.value ?? ''));
  return {
    role: at!.role!.value,
    name: plain(at!.name?.value),
    description: plain(at!.description?.value),
    groups: groups.map(({ name, description }) =>
      [name, description]
        .map((text) => plain(text?.value))
        .filter(Boolean)
        .join(', '),
    ),
  };
}

/** Spaces that do not break are read like others. */
const plain = (text = '') => text.replace(/\s+/g, ' ').trim();

/** Why what has the focus is not seen to have it; a radio button is drawn by its label. */
const unseen = `{
  const at = document.activeElement;
  const drawn = at.type === 'radio' ? getComputedStyle(at.labels[0], '::before') : getComputedStyle(at);
  const { top, bottom, width } = at.getBoundingClientRect();
  const marked = (drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) >= 2) || drawn.boxShadow !== 'none';
  at === document.body ? 'nothing has the focus'
    : !marked ? 'the focus is not shown'
    : bottom < 1 || top > innerHeight || width < 2 ? 'out of sight'
    : null;
}`;
