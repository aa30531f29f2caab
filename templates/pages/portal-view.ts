/** What the portal's own pages are given. */
import type { RequestTypeCard } from '../views.ts';

export interface PortalLink {
  title: string;
  url: string;
}

export interface HomeView {
  themes: PortalLink[];
  lifeEvents: PortalLink[];
}

/** All request types, those of a theme or a life event, or those that a search has found. */
export interface CatalogueView {
  title: string;
  lead: string;
  /** As typed. */
  query: string;
  /** The heading of each may be empty, for one list without. */
  sections: { title: string; types: RequestTypeCard[] }[];
  /** Something was asked for, and not everything is shown. */
  narrowed: boolean;
  /** What to do where nothing was found. */
  nothing?: { questionUrl: string; themes: PortalLink[] } | undefined;
}

export interface PortalPages {
  home: HomeView;
  catalogue: CatalogueView;
}
