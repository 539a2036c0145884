/** The service's WSDL with its schemas inline, written from shapes.ts. */
import { type Message, nameOf, type Operation, operations, type Shape } from './shapes.ts';

export const path = '/1ASIWAX';
export const serviceName = 'AmadeusWebServices';
export const portName = 'AmadeusWebServicesPort';
const target = 'http://xml.amadeus.com/1ASIWAX';

const messageList: readonly Message[] = operations.flatMap((operation) => [operation.request, ...operation.replies]);

/** Prefix of a message's namespace inside the WSDL; replies do not show it. */
export const prefixOf = (message: Message): string =>
  message.namespace.slice(message.namespace.lastIndexOf('/') + 1).toLowerCase();

export const prefixes: readonly string[] = messageList.map(prefixOf);

/** `endpoint` is what a client that reads the WSDL will call. */
export function writeWsdl(endpoint: string): string {
  const namespaces = messageList.map((message) => ` xmlns:${prefixOf(message)}="${message.namespace}"`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="${serviceName}" targetNamespace="${target}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:svc="${target}"${namespaces}>
<wsdl:types>
${messageList.map(schemaOf).join('\n')}
</wsdl:types>
${messageList.map((message) => `<wsdl:message name="${message.element}"><wsdl:part name="parameters" element="${prefixOf(message)}:${message.element}"/></wsdl:message>`).join('\n')}
<wsdl:portType name="${serviceName}PT">
${operations.map(portOperation).join('\n')}
</wsdl:portType>
<wsdl:binding name="${serviceName}Binding" type="svc:${serviceName}PT">
<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${operations.map(boundOperation).join('\n')}
</wsdl:binding>
<wsdl:service name="${serviceName}"><wsdl:port name="${portName}" binding="svc:${serviceName}Binding"><soap:address location="${endpoint}"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;
}

function portOperation({ name, request, replies: [usual, ...others] }: Operation): string {
  const note = others.map((message) => `Lists are answered with ${message.element}.`).join(' ');
  const documentation = note === '' ? '' : `<wsdl:documentation>${note}</wsdl:documentation>`;
  const output = usual === undefined ? '' : `<wsdl:output message="svc:${usual.element}"/>`;
  return `<wsdl:operation name="${name}">${documentation}<wsdl:input message="svc:${request.element}"/>${output}</wsdl:operation>`;
}

function boundOperation({ name, action }: Operation): string {
  const body = '<soap:body use="literal"/>';
  return `<wsdl:operation name="${name}"><soap:operation soapAction="${action}"/><wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output></wsdl:operation>`;
}

function schemaOf(message: Message): string {
  const attributes = `targetNamespace="${message.namespace}" elementFormDefault="qualified"`;
  return `<xs:schema ${attributes}>${element(message.element, message.shape)}</xs:schema>`;
}

function element(key: string, shape: Shape | ''): string {
  const occurs = key.endsWith('*') ? ' minOccurs="0" maxOccurs="unbounded"' : key.endsWith('?') ? ' minOccurs="0"' : '';
  const start = `<xs:element name="${nameOf(key)}"${occurs}`;
  if (shape === '') return `${start} type="xs:string"/>`;
  const children = Object.entries(shape).map(([child, inner]) => element(child, inner));
  return `${start}><xs:complexType><xs:sequence>${children.join('')}</xs:sequence></xs:complexType></xs:element>`;
}
