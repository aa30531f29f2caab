/** The part of dmn-moddle that the routing table uses; the package has no types of its own. */
declare module 'dmn-moddle' {
  export interface DmnElement {
    $type: string;
    id?: string;
    name?: string;
    label?: string;
    description?: string;
    text?: string;
    hitPolicy?: string;
    drgElement?: DmnElement[];
    decisionLogic?: DmnElement;
    input?: DmnElement[];
    inputExpression?: DmnElement;
    output?: DmnElement[];
    annotation?: DmnElement[];
    rule?: DmnElement[];
    inputEntry?: DmnElement[];
    outputEntry?: DmnElement[];
    annotationEntry?: DmnElement[];
  }
  export class DmnModdle {
    create(type: string, properties: object): DmnElement;
    fromXML(xml: string): Promise<{ rootElement: DmnElement; warnings: { message: string }[] }>;
    toXML(element: DmnElement, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
