/** The types that our scripts share; nothing of it stands in a page. */

type Row = Record<string, any>;
type Columns = { names: string[]; rows: unknown[][] };
type NumberArray = Int32Array | Float64Array | Uint8Array | Uint16Array;

/** A packed column; see renderers/packing.py. */
interface PackedColumn {
  name: string;
  t: "const" | "int" | "delta" | "float" | "codes" | "pattern" | "line" | "template" | "parts";
  n: number;
  at?: number;
  len?: number;
  v?: number | string | null;
  of?: unknown[];
  none?: number;
  scale?: number;
  over?: string;
  step?: number;
  code?: PackedColumn;
  number?: PackedColumn;
}

interface Rows {
  length: number;
  claim: Int32Array;
  start: Int32Array;
  end: Int32Array;
  place: Int32Array;
  population: Int32Array;
}

interface Claims {
  length: number;
  kind: Uint8Array;
  source: Uint16Array;
  period: Int32Array;
  low: Float64Array;
  high: Float64Array;
  measure: Uint8Array;
  hedge: Uint8Array;
  modality: Uint8Array;
  firstRow: Int32Array;
}

interface Facet {
  name: string;
  label: string;
  choices: { key: string; label: string }[];
}

type Span = [number, number];

interface PageData extends Row {
  nodes: Row[];
  sources: Row[];
  periods: Row[];
  details: Row[];
  facets: Facet[];
  rows: Rows;
  claims: Claims;
  opening: { layer: Layer; window: Span | null; level: Level; steps: Span[]; stepsOf?: Record<Layer, Span[]>; most: number };
}

type Layer = "moves" | "residents";
type Level = "stated" | "country" | "subregion" | "continent";
type Ends = { start: number; end: number; layer: Layer };
type Chosen = { claim: number; node: number; bundle: Ends | null };

interface State {
  drawer: string;
  second: null | { drawer: string; source: number };
  layer: Layer;
  level: Level;
  open: Set<number>;
  closed: Set<number>;
  window: null | Span;
  undated: boolean;
  ticked: Map<string, Set<string>>;
  focus: number;
  depth: number;
  all: boolean;
  chosen: Chosen;
  lang: string;
  computed: boolean;
  sort: { column: string; down: boolean };
}

interface Scale {
  largest: number;
  size: number;
  smallest: number;
  of(persons: number): number;
}

interface Bundle {
  key: string;
  start: number;
  end: number;
  layer: Layer;
  low: number;
  high: number;
  /** The largest bound that any series names, also where others have no upper bound; NaN without a figure. */
  most: number;
  stated: boolean;
  open: boolean;
  rows: number[];
  claims: number[];
  sources: number;
  figures: string[];
  more: number;
  disputed: number[];
  derived: boolean;
  colour: number;
  loop: boolean;
  parts: number;
  /** Whether series say different things of one time. */
  differs?: boolean;
}

interface Ring {
  low: number;
  high: number;
  most: number;
  open: boolean;
  colour: number;
  claims: number[];
  disputed: number[];
  differs?: boolean;
}

interface PlaceMark {
  key: string;
  node: number;
  rings: Ring[];
  claims: number[];
  disputed: number[];
  gathered: number;
  openable: boolean;
  others: number;
}

interface Scene {
  layer: Layer;
  arrows: Bundle[];
  places: PlaceMark[];
  /** What is gathered: how many corridors, from how many claims, of how many people at the least, and the largest. */
  others: { arrows: number; claims: number; low: number; largest?(count: number): Bundle[] };
  width: Scale;
  radius: Scale;
  largest: number;
}

interface Pane {
  index: number;
  box: HTMLElement;
  width: number;
  height: number;
}

interface Drawer {
  title: string;
  draw(pane: Pane, scene: Scene): void | Promise<void>;
  leave?(pane: Pane): void;
  /** The picture on another surface, for those that are no SVG. */
  paint?(context: CanvasRenderingContext2D, width: number, height: number, pane?: number): void;
  /** What stands in the legend, for a drawer whose marks are not those of the scene. */
  legend?(index: number, scene: Scene): { items: { sample: SVGElement; words: string }[]; notes: string[] };
}
