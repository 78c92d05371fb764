// Leads on from an earlier address, with the section that it names. Without this script the page leads on, too.
"use strict";
location.replace(document.querySelector("a.moved-to").href + location.hash);
