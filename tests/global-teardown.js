export default async function tearDown() {
  await globalThis.__shared?.stop();
}
