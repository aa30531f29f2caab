/**
 * Where somebody goes on after signing in: a page of ours in one of these areas. Anything else, such as another site's
 * address, becomes the first area's own page.
 */
export function nextPage(asked: unknown, areas: readonly string[]): string {
  // No backslash: some browsers read it as a slash, and two of them begin another site's address.
  const ours = new RegExp(`^/(?:${areas.join('|')})(?:[/?][^\\\\]*)?$`);
  return typeof asked === 'string' && ours.test(asked) ? asked : `/${areas[0]}`;
}
