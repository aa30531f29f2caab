/** The part of bpmn-moddle that the diagrams use; its own types come without a module. */
declare module 'bpmn-moddle' {
  export interface BpmnElement {
    $type: string;
    id?: string;
    get(name: 'incoming' | 'outgoing'): BpmnElement[];
  }
  export class BpmnModdle {
    create(type: string, properties: object): BpmnElement;
    fromXML(xml: string): Promise<{ rootElement: BpmnElement; warnings: { message: string }[] }>;
    toXML(element: BpmnElement, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
