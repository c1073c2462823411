"""What a report says of itself in, its XMP packet for PDF/A-3a and PDF/UA-1 out."""

from html import escape

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:plimsoll="urn:plimsoll:report:1">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<plimsoll:PlimsollResult>{result}</plimsoll:PlimsollResult>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{schema}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>{category}</pdfaProperty:category>
<pdfaProperty:description>{words}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""

_SCHEMAS = (
    {
        "schema": "PDF/UA identification schema",
        "uri": "http://www.aiim.org/pdfua/ns/id/",
        "prefix": "pdfuaid",
        "name": "part",
        "kind": "Integer",
        "category": "internal",
        "words": "Part of PDF/UA that the file follows",
    },
    {
        "schema": "Plimsoll report schema",
        "uri": "urn:plimsoll:report:1",
        "prefix": "plimsoll",
        "name": "PlimsollResult",
        "kind": "Text",
        "category": "internal",
        "words": "The printed result: points at worst and at best, level, SHA-256 of the attached record",
    },
)


def packet(parts: dict[str, str]) -> bytes:
    """Write the packet; `parts` are plain text and become XML here."""
    schemas = "".join(_SCHEMA.format(**schema) for schema in _SCHEMAS)
    clean = {key: escape(readable(value)) for key, value in parts.items()}
    return _PACKET.format(schemas=schemas, **clean).encode("utf-8")


def readable(text: str) -> str:
    """Leave out what XML cannot hold: controls and halves of surrogate pairs."""
    return "".join(
        c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
